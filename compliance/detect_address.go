package compliance

// street finds addresses: the word for a street or block with a number next to
// it, and one more sign of a home near by: a postcode, a flat, a person.
func (d *detector) street() {
	if !d.sc.has(classStreet) {
		return
	}
	until := int32(-1)
	for i := range d.words {
		h := d.sc.hits[i]
		if h.class != classStreet || h.start < until {
			continue
		}
		start, end := d.place(h.start), d.place(h.end)
		from, to := d.houseNumber(start, end)
		if to == 0 {
			continue
		}
		far := d.tail(to)
		signs := far > to || d.near(classUnit, h, 40) || d.near(classToward, h, 60) || d.postcodeNear(to)
		if !signs {
			continue
		}
		a, _ := d.source(d.src, from, far)
		_, b := d.source(d.src, from, far)
		d.emitSource(classAddress, int32(a), int32(b)) //nolint:gosec // G115: texts are cut at maxText
		until = int32(b)                               //nolint:gosec // G115
	}
}

// near reports whether a word of a class stands within reach of another.
func (d *detector) near(class classID, h hit, reach int32) bool {
	for i := range d.sc.hits[:d.words] {
		o := &d.sc.hits[i]
		if o.class == class && d.meant(o) && o.start-h.end <= reach && h.start-o.end <= reach {
			return true
		}
	}
	return false
}

// meant reports whether a word is more than a part of another: the single
// letters that Thai shortens "district" to have a full stop behind them.
func (d *detector) meant(h *hit) bool {
	if n := h.end - h.start; n != 3 || d.src[h.start] != 0xE0 {
		return true
	}
	return int(h.end) < len(d.src) && d.src[h.end] == '.'
}

// houseNumber widens the word for a street to its name and number.
func (d *detector) houseNumber(start, end int) (from, to int) {
	// "12 Sample Street": a number before, at most three words away.
	from, words := start, 0
	for from > 0 && words <= 3 {
		c := d.text[from-1]
		if c == '\n' || c == ',' || c == '.' && !isLetter(d.at(from-2)) {
			break
		}
		if isDigit(c) {
			for from > 0 && isAlnum(d.text[from-1]) {
				from--
			}
			if d.at(from-1) != '.' && d.at(from-1) != '$' {
				return from, end
			}
			break
		}
		if c == ' ' {
			words++
		}
		from--
	}
	// "Musterstraße 12", "Jl. Contoh No. 5", "样本路12号": behind, as near.
	to, words = end, 0
	for to < len(d.text) && words <= 5 && to-end < 48 {
		c := d.text[to]
		if isDigit(c) {
			for to < len(d.text) && isAlnum(d.text[to]) {
				to++
			}
			return start, to
		}
		if c == '\n' || c == '!' || c == '?' {
			break
		}
		if c == ' ' {
			words++
		}
		to++
	}
	return start, 0
}

// tail is the end of the parts of an address behind the number: flat, postcode.
func (d *detector) tail(to int) int {
	end := to
	for i := range d.sc.hits[:d.words] {
		h := &d.sc.hits[i]
		if h.class != classUnit || !d.meant(h) {
			continue
		}
		if at := d.place(h.start); at >= to-1 && at-end <= 12 {
			end = max(end, d.place(h.end))
			for k := end; k < len(d.text) && k-end < 6; k++ {
				if isDigit(d.text[k]) {
					end = k
					for end < len(d.text) && (isAlnum(d.text[end]) || d.text[end] == '/' && isAlnum(d.at(end+1))) {
						end++
					}
					break
				}
			}
		}
	}
	if code := d.postcode(end); code > 0 {
		end = code
	}
	return end
}

func (d *detector) postcodeNear(to int) bool { return d.postcode(to) > 0 }

// postcode is the end of a postcode that follows within a few words, 0 if none
// does.
func (d *detector) postcode(at int) int {
	for i, words := at, 0; i < len(d.text) && words <= 6 && i-at < 60; i++ {
		switch c := d.text[i]; {
		case c == ' ':
			words++
		case isAlnum(c) && !isAlnum(d.at(i-1)):
			end := i
			for end < len(d.text) && isAlnum(d.text[end]) {
				end++
			}
			if allDigits(d.text[i:end]) && (end-i == 5 || end-i == 6) && !isDigit(d.at(end+1)) && d.at(end) != '.' || d.british(i, end) {
				if d.british(i, end) {
					return end + 4
				}
				return end
			}
			i = end - 1
		}
	}
	return 0
}

// british reports a postcode such as "SW1A 0AA".
func (d *detector) british(i, end int) bool {
	s := d.text[i:end]
	if len(s) < 2 || len(s) > 4 || !isUpper(s[0]) || d.at(end) != ' ' {
		return false
	}
	digits := 0
	for _, c := range s {
		if isDigit(c) {
			digits++
		} else if !isUpper(c) {
			return false
		}
	}
	return digits > 0 && isDigit(d.at(end+1)) && isUpper(d.at(end+2)) && isUpper(d.at(end+3)) && !isAlnum(d.at(end+4))
}
