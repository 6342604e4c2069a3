package compliance

// oneTime finds the code behind words such as "OTP".
func (d *detector) oneTime() int {
	for _, g := range d.groups[:min(len(d.groups), 2)] {
		if n := g.end - g.start; n >= 4 && n <= 8 && len(d.groups) <= 2 && d.around(classOTPWord, g.start, g.end, 16) {
			return d.take(classSecret, g.start, g.end)
		}
	}
	if len(d.groups) == 2 && d.shape(0, 2, 3, 3) && d.before(classOTPWord, d.groups[0].start, 16) {
		return d.take(classSecret, d.groups[0].start, d.groups[1].end)
	}
	return 0
}

// account takes a number of a bank account, which a word before it tells.
func (d *detector) account() int {
	last := 0
	for last+1 < len(d.groups) && d.gap(last) != "?" {
		last++
	}
	if n := d.count(0, last+1); n < 8 || n > 18 {
		return 0
	}
	return d.take(classIBAN, d.groups[0].start, d.groups[last].end)
}

// order takes the number of an order and the name of a buyer behind it.
func (d *detector) order(digits int) int {
	start, end := d.groups[0].start, d.groups[len(d.groups)-1].end
	if digits < 8 {
		return 0
	}
	d.take(classOrder, start, end)
	i := d.blanks(end)
	word := i
	for word < len(d.text) && isLetter(d.text[word]) {
		word++
	}
	name := d.blanks(word)
	if word > i && nameLinks[string(d.text[i:word])] && isUpper(d.at(name)) {
		last := name
		for last < len(d.text) && letterOrDigit(d.text[last]) {
			last++
		}
		if next := d.blanks(last); isUpper(d.at(next)) && next-last == 1 {
			for last = next; last < len(d.text) && letterOrDigit(d.text[last]); {
				last++
			}
		}
		d.emit(classBuyer, name, last)
	}
	return end
}

var nameLinks = set("of for de para von für pour untuk bagi by from belongs")
