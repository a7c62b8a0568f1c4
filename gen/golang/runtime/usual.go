package runtime

// Members that stand in the text as programs mostly write them: in the order of the fields, without white space and escapes.
// Each is read at once, or not at all, and is then left to those who look closer.

// usualText reads the next member if it has the name and is a string.
func usualText[T ~string](o *object, name string, p *T) bool {
	at := o.valueOf(name)
	if at == 0 || o.data[at] != '"' {
		return false
	}
	text, end := o.data, plainEnd(o.data, at+1)
	if end >= len(text) || text[end] != '"' || !o.ends(end+1) {
		return false
	}
	*p = T(text[at+1 : end])
	return true
}

// usualInteger reads the next member if it has the name and is an integer.
func usualInteger[T integer](o *object, name string, p *T) bool {
	at := o.valueOf(name)
	if at == 0 {
		return false
	}
	n, end := integerAt(o.data, at)
	if end == 0 || !holdsInteger[T](n) || !o.ends(end) {
		return false
	}
	*p = T(n)
	return true
}

// valueOf gives the place of the next member's value if it has the name, which is known to begin with the same letter, and 0
// otherwise.
func (o *object) valueOf(name string) int {
	start := o.pos + 1
	end := start + len(name)
	text := o.data
	if end+2 >= len(text) || text[end] != '"' || text[end+1] != ':' || o.named || text[start:end] != name || o.holds(name) {
		return 0
	}
	return end + 2
}

// holds reports whether a member of the name was kept before, which this one replaces.
func (o *object) holds(name string) bool {
	if len(o.extra.Members) == 0 {
		return false
	}
	_, kept := o.extra.Members[name]
	return kept
}

// ends goes on to the next member, or to the end of the object, if that is what follows a value.
func (o *object) ends(at int) bool {
	switch text := o.data; {
	case at+2 < len(text) && text[at] == ',' && text[at+1] == '"':
		o.pos, o.letter = at+1, text[at+2]
	case at < len(text) && text[at] == '}':
		o.pos, o.letter = at, 0
	default:
		return false
	}
	return true
}
