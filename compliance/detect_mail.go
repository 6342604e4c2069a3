package compliance

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// atSign finds the address or the mention that a sign is part of and gives the
// place to go on at.
func (d *detector) atSign(at int) int {
	start := at
	for start > 0 && localByte(d.text[start-1]) {
		start--
	}
	for start < at && (d.text[start] == '.' || d.text[start] == '-' || d.text[start] == '+' || d.text[start] == '%') {
		start++
	}
	end := at + 1
	for end < len(d.text) && (hostByte(d.text[end]) || d.text[end] == '.' && end+1 < len(d.text) && isAlnum(d.text[end+1])) {
		end++
	}
	for end > at+1 && d.text[end-1] == '-' {
		end--
	}
	if start == at {
		return d.mention(at)
	}
	host := d.text[at+1 : end]
	last := bytes.LastIndexByte(host, '.')
	if last < 1 || at-start > 64 || !mailSuffix(host[last+1:]) || d.text[at-1] == '.' {
		return at + 1
	}
	if lowerIs(d.text[start:min(start+7, at)], "mailto:") {
		start += 7
	}
	if shopBox(d.text[start:at]) {
		d.emit(classShopMail, start, end)
	}
	return d.take(classEmail, start, end)
}

// shopBox reports the name of a mailbox that belongs to no person.
func shopBox(s []byte) bool {
	for _, w := range [...]string{"order", "orders", "shop", "store", "sales", "info", "contact", "support", "hello", "wholesale", "pedidos", "ventas", "vendas", "tienda", "loja",
		"laden", "bestellung", "kontakt", "commande", "boutique", "toko", "kedai", "sale", "cs", "business", "office", "service", "help", "paraggelies", "eshop"} {
		if lowerIs(s, w) {
			return true
		}
	}
	return false
}

func localByte(c byte) bool { return isAlnum(c) || strings.IndexByte("._%+-", c) >= 0 }

// mailSuffix reports whether an e-mail address may end so: there are too many
// endings to know, but none is that of a file.
func mailSuffix(s []byte) bool {
	for _, c := range s {
		if !isLetter(c) {
			return false
		}
	}
	return len(s) >= 2 && len(s) <= 18 && !fileSuffixes[strings.ToLower(string(s))]
}

var fileSuffixes = set("png jpg jpeg gif svg webp bmp pdf txt html htm js css json xml zip mp3 mp4 avi mov doc docx xls xlsx ppt csv php exe apk psd")

// mention finds "@name".
func (d *detector) mention(at int) int {
	if at > 0 {
		if r, _ := utf8.DecodeLastRune(d.text[:at]); kindOf(r) == letter || kindOf(r) == digit {
			return at + 1
		}
	}
	end, letters := at+1, 0
	for end < len(d.text) && (isAlnum(d.text[end]) || d.text[end] == '_' || d.text[end] == '.' && isAlnum(d.at(end+1))) {
		if isLetter(d.text[end]) {
			letters++
		}
		end++
	}
	if letters < 2 || end-at < 4 {
		return at + 1
	}
	d.emit(classMention, at, end)
	d.claim(at, end)
	return end
}
