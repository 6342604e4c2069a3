package compliance

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// links finds e-mail addresses, mentions, web addresses and hashtags.
func (d *detector) links() {
	for i := 0; i < len(d.text); {
		n := bytes.IndexByte(d.text[i:], '@')
		if n < 0 {
			break
		}
		i = d.atSign(i + n)
	}
	for i := 0; i < len(d.text); {
		n := bytes.IndexByte(d.text[i:], '.')
		if n < 0 {
			break
		}
		i = d.dot(i + n)
	}
	for i := 0; i < len(d.text); {
		n := bytes.IndexByte(d.text[i:], '#')
		if n < 0 {
			break
		}
		i += n + 1
		end := i
		for end < len(d.text) && (d.text[end] == '_' || letterOrDigit(d.text[end])) {
			end++
		}
		if end-i >= 2 && d.skip(i) == 0 && !isDigit(d.text[i]) {
			d.emit(classHashtag, i-1, end)
		}
		i = end
	}
}

// dot finds the web address that a full stop is part of and gives the place to
// go on at.
func (d *detector) dot(i int) int {
	if n := d.skip(i); n > 0 {
		return n
	}
	open, shut := i, i // of "[.]", which only hides an address
	if d.at(i-1) == '[' && d.at(i+1) == ']' || d.at(i-1) == '(' && d.at(i+1) == ')' {
		open, shut = i-1, i+1
	}
	if open == 0 || shut+1 >= len(d.text) || !hostByte(d.text[open-1]) || !isAlnum(d.text[shut+1]) {
		return i + 1
	}
	start := open
	for start > 0 {
		if hostByte(d.text[start-1]) || d.text[start-1] == '.' {
			start--
			continue
		}
		r, size := utf8.DecodeLastRune(d.text[:start])
		if r < utf8.RuneSelf || kindOf(r) != letter || r == utf8.RuneError {
			break
		}
		start -= size
	}
	for start < open && !letterOrDigit(d.text[start]) {
		start++
	}
	end := shut + 1
	for end < len(d.text) && (hostByte(d.text[end]) || d.text[end] == '.' && end+1 < len(d.text) && isAlnum(d.text[end+1])) {
		end++
	}
	for end > shut && !isAlnum(d.text[end-1]) {
		end--
	}
	if d.at(end) == '@' || d.at(start-1) == '@' || d.at(end) == '_' {
		return end
	}
	if open < i {
		if _, sure := suffix(d.text[shut+1:end], open-start); sure {
			return d.take(classHidden, start, end)
		}
		return end
	}
	return d.host(start, end)
}

func hostByte(c byte) bool { return isAlnum(c) || c == '-' }

// host judges a web address whose host is known.
func (d *detector) host(start, end int) int {
	host := d.text[start:end]
	first := start
	scheme := start >= 3 && string(d.text[start-3:start]) == "://"
	if scheme {
		first -= 3
		for first > 0 && isLetter(d.text[first-1]) {
			first--
		}
	}
	www := len(host) > 4 && lowerIs(host[:4], "www.")
	tail := d.path(end)
	last := bytes.LastIndexByte(host, '.')
	if ipAddress(host) {
		if scheme || publicIP(host) {
			return d.take(classURL, first, tail)
		}
		d.claim(start, end)
		return end
	}
	fits, sure := suffix(host[last+1:], last)
	label := host[:last]
	if i := bytes.LastIndexByte(label, '.'); i >= 0 {
		label = label[i+1:]
	}
	switch {
	case scheme || www && fits:
	case !fits || len(label) < 2 && tail == end || !hasLetter(host[:last]) || fileLike(host) || d.at(start-1) == '/' && d.at(start-2) != ' ' && !sure:
		return end
	case mixedCase(host[last+1:]):
		return end
	case sure, tail > end+1, bytes.Count(host, dots) >= 2 && len(label) <= 3, bytes.IndexByte(host, '-') > 0:
	default:
		return end
	}
	class := classURL
	switch name := hostName(host); {
	case ownHosts[name]:
		class = classOwnURL
	case chatHosts[name]:
		class = classChatURL
	}
	return d.take(class, first, tail)
}

var dots = []byte(".")

// path is the end of what follows a host and belongs to the address.
func (d *detector) path(end int) int {
	i := end
	if d.at(i) == ':' && isDigit(d.at(i+1)) {
		i++
		for isDigit(d.at(i)) {
			i++
		}
	}
	if c := d.at(i); c != '/' && c != '?' && c != '#' {
		return i
	}
	for i < len(d.text) && d.text[i] > ' ' && d.text[i] < 0x7F && strings.IndexByte("\"'<>`{}|\\^", d.text[i]) < 0 {
		i++
	}
	for i > end && strings.IndexByte(".,;:!?)]*", d.text[i-1]) >= 0 {
		i--
	}
	return i
}

// suffix reports whether a host may end so, and whether that alone shows that
// it is one: "it" and "me" are words too.
func suffix(s []byte, before int) (fits, sure bool) {
	var low [16]byte
	if len(s) < 2 || len(s) > len(low) {
		return false, false
	}
	for i, c := range s {
		if !isLetter(c) {
			return false, false
		}
		low[i] = c | 0x20
	}
	switch suffixes[string(low[:len(s)])] {
	case sureSuffix:
		return true, true
	case longSuffix:
		return true, before >= 4
	case wordSuffix:
		return true, false
	default:
		return false, false
	}
}

func lowerIs(s []byte, want string) bool {
	for i := range want {
		if i >= len(s) || s[i]|0x20 != want[i]|0x20 {
			return false
		}
	}
	return len(s) == len(want)
}

func hasLetter(s []byte) bool {
	for _, c := range s {
		if isLetter(c) || c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// mixedCase reports a capital before small letters: a new sentence, not the end
// of a host.
func mixedCase(s []byte) bool { return isUpper(s[0]) && len(s) > 1 && !isUpper(s[1]) }

// fileLike reports names of techniques that look like hosts.
func fileLike(host []byte) bool {
	return lowerIs(host, "asp.net") || lowerIs(host, "vb.net") || lowerIs(host, "ado.net") || lowerIs(host, "d.i.y.co")
}

// hostName is the part of a host that is registered, in lower case.
func hostName(host []byte) string {
	last := bytes.LastIndexByte(host, '.')
	before := bytes.LastIndexByte(host[:max(last, 0)], '.')
	return strings.ToLower(string(host[before+1:]))
}

// ipAddress reports four numbers of at most 255.
func ipAddress(s []byte) bool {
	n, value, digits := 0, 0, 0
	for _, c := range s {
		switch {
		case c == '.':
			if digits == 0 {
				return false
			}
			n, value, digits = n+1, 0, 0
		case !isDigit(c) || digits == 3:
			return false
		default:
			if value, digits = value*10+int(c-'0'), digits+1; value > 255 {
				return false
			}
		}
	}
	return n == 3 && digits > 0
}

// publicIP tells addresses on the internet from private ones and from numbers
// of versions.
func publicIP(s []byte) bool {
	return len(s) >= 10 && !bytes.HasPrefix(s, []byte("10.")) && !bytes.HasPrefix(s, []byte("192.168.")) && !bytes.HasPrefix(s, []byte("127.")) &&
		!bytes.HasPrefix(s, []byte("172.16.")) && !bytes.HasPrefix(s, []byte("0.")) && !bytes.HasPrefix(s, []byte("255."))
}
