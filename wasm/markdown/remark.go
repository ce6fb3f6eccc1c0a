package markdown

import "bytes"

// Remarks are what HTML has that is not for readers: comments, declarations, processing instructions and CDATA sections
// (CommonMark 0.31.2, section 6.6). Where the last of each can end is looked up once, so that many that do not end are
// not searched for again and again.
type remarks struct {
	src                                     []byte
	comment, declaration, instruction, data int
}

// newRemarks knows where the last of each kind ends in src; -1 where none does.
func newRemarks(src []byte) remarks {
	r := remarks{src: src, comment: -1, declaration: -1, instruction: -1, data: -1}
	if bytes.Contains(src, []byte("<!")) {
		r.comment = bytes.LastIndex(src, []byte("-->"))
		r.declaration = bytes.LastIndexByte(src, '>')
		r.data = bytes.LastIndex(src, []byte("]]>"))
	}
	if bytes.Contains(src, []byte("<?")) {
		r.instruction = bytes.LastIndex(src, []byte("?>"))
	}
	return r
}

// length is the length of the remark at i, or 0. To a browser all but comments end with their first ">", which some have
// inside (HTML Standard, section 13.2.5): what follows there is shown, unless whole ones are asked for.
func (r *remarks) length(i int, whole bool) int {
	s := r.src[i:]
	var end string
	switch {
	case bytes.HasPrefix(s, []byte("<!-->")):
		return 5
	case bytes.HasPrefix(s, []byte("<!--->")):
		return 6
	case bytes.HasPrefix(s, []byte("<!--")):
		if r.comment < i+4 {
			return 0
		}
		return 7 + bytes.Index(s[4:], []byte("-->"))
	case bytes.HasPrefix(s, []byte("<?")) && r.instruction > i:
		end = "?>"
	case bytes.HasPrefix(s, []byte("<![CDATA[")) && r.data > i:
		end = "]]>"
	case len(s) > 2 && s[1] == '!' && isLetter(s[2]) && r.declaration > i:
		end = ">"
	default:
		return 0
	}
	if !whole {
		end = ">"
	}
	return bytes.Index(s, []byte(end)) + len(end)
}
