package markdown

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// newParser returns goldmark's parser for CommonMark and GFM with a meter beside each of its parts that can take more
// than linear time. Without rawHTML, a tag is ordinary text to the parser too, so that Markdown inside it still works.
func newParser(rawHTML bool) parser.Parser {
	var blocks []util.PrioritizedValue
	for _, v := range parser.DefaultBlockParsers() {
		if v.Value == parser.NewHTMLBlockParser() && !rawHTML {
			continue
		}
		container := v.Value == parser.NewListParser() || v.Value == parser.NewBlockquoteParser()
		blocks = append(blocks, util.Prioritized(
			&meteredBlock{BlockParser: v.Value.(parser.BlockParser), container: container}, v.Priority))
	}
	inlines := []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(&meteredCode{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(newMeteredLink(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(&meteredDelimiter{InlineParser: parser.NewEmphasisParser()}, 500),
		util.Prioritized(&meteredDelimiter{InlineParser: extension.NewStrikethroughParser()}, 500),
		util.Prioritized(&meteredLinkify{extension.NewLinkifyParser()}, 999),
	}
	if rawHTML {
		inlines = append(inlines, util.Prioritized(parser.NewRawHTMLParser(), 400))
	}
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(
			util.Prioritized(meteredReferences{}, 100),
			util.Prioritized(meteredTable{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}
