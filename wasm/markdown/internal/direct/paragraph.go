package direct

// closeParagraph makes of the lines of a paragraph what they are: definitions, a table, text.
func (p *parser) closeParagraph(b *openBlock) {
	if b.done {
		return
	}
	b.done = true
	n, parent := b.node, b.node.Parent()
	lines := p.lines[b.start:b.end]
	if p.startsLikeReference(b.start) {
		if lines = p.definitions(n, lines); p.declined {
			return
		}
		if len(lines) == 0 {
			parent.RemoveChild(parent, n)
			return
		}
	}
	if b.row {
		if lines = p.table(n, lines); p.declined {
			return
		}
		if len(lines) == 0 {
			parent.RemoveChild(parent, n)
			return
		}
	}
	p.leaf(n, p.join(lines))
}
