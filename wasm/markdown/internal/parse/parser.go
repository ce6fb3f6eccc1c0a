package parse

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// Options choose the dialect of a [Parser].
type Options struct {
	HTML bool // tags are nodes of the tree; without it they are ordinary text, and Markdown inside them works
	GFM  bool // tables, strikethrough, bare links and task lists

	Footnotes bool
	Mentions  bool // the ranges that a text comes with
	Hashtags  bool
}

// newParser returns goldmark's parser with a meter beside each of its parts that can take more than linear time.
func newParser(o Options) parser.Parser {
	var blocks []util.PrioritizedValue
	for _, v := range parser.DefaultBlockParsers() {
		if v.Value == parser.NewHTMLBlockParser() && !o.HTML {
			continue
		}
		container := v.Value == parser.NewListParser() || v.Value == parser.NewBlockquoteParser()
		blocks = append(blocks, util.Prioritized(
			&meteredBlock{BlockParser: v.Value.(parser.BlockParser), container: container}, v.Priority))
	}
	inlines := []util.PrioritizedValue{
		util.Prioritized(&meteredCode{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(newMeteredLink(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(&meteredDelimiter{parser.NewEmphasisParser()}, 500),
	}
	if o.HTML {
		inlines = append(inlines, util.Prioritized(parser.NewRawHTMLParser(), 400))
	}
	options := []parser.Option{
		parser.WithParagraphTransformers(util.Prioritized(meteredReferences{}, 100)),
	}
	if o.GFM {
		inlines = append(inlines,
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(&meteredDelimiter{extension.NewStrikethroughParser()}, 500),
			util.Prioritized(&meteredLinkify{extension.NewLinkifyParser()}, 999))
		options = append(options,
			parser.WithParagraphTransformers(util.Prioritized(meteredTable{extension.NewTableParagraphTransformer()}, 200)),
			parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)))
	}
	if o.Footnotes {
		blocks = append(blocks, util.Prioritized(&meteredNote{meteredBlock{BlockParser: extension.NewFootnoteBlockParser(), container: true}}, 999))
		inlines = append(inlines, util.Prioritized(&meteredFootnote{extension.NewFootnoteParser()}, 101))
		options = append(options, parser.WithASTTransformers(util.Prioritized(extension.NewFootnoteASTTransformer(), 999)))
	}
	if o.Mentions {
		inlines = append(inlines, util.Prioritized(mentionParser{}, 50))
	}
	if o.Hashtags {
		inlines = append(inlines, util.Prioritized(hashtagParser{}, 50))
	}
	options = append(options, parser.WithBlockParsers(blocks...))
	return parser.NewParser(append(options, parser.WithInlineParsers(inlines...))...)
}
