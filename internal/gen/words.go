package main

import (
	"strings"
	"unicode"
)

// initialisms are written in upper case; the plural keeps a small s.
var initialisms = map[string]string{
	"id": "ID", "ids": "IDs", "url": "URL", "urls": "URLs", "uri": "URI", "uris": "URIs", "sku": "SKU", "skus": "SKUs",
	"skc": "SKC", "skcs": "SKCs", "spu": "SPU", "spus": "SPUs", "api": "API", "utc": "UTC", "http": "HTTP",
	"json": "JSON", "pdf": "PDF", "md5": "MD5", "vat": "VAT", "tin": "TIN", "cpf": "CPF", "cnpj": "CNPJ", "epr": "EPR",
	"gtin": "GTIN", "fbt": "FBT", "fbm": "FBM", "mcf": "MCF", "cod": "COD", "gmv": "GMV", "gpa": "GPA", "gpm": "GPM", "ctr": "CTR",
	"ctor": "CTOR", "seo": "SEO", "sla": "SLA", "rts": "RTS", "tts": "TTS", "bmsm": "BMSM", "ge": "GE", "gt": "GT",
	"lt": "LT", "le": "LE", "sps": "SPS", "pod": "POD", "us": "US", "uk": "UK", "eu": "EU", "rma": "RMA", "rp": "RP", "rps": "RPs",
	"ip": "IP", "imei": "IMEI", "rrp": "RRP", "qr": "QR", "faq": "FAQ", "gpsr": "GPSR", "ean": "EAN", "upc": "UPC",
	"isbn": "ISBN", "jan": "JAN", "moq": "MOQ", "pc": "PC", "ui": "UI", "html": "HTML", "xml": "XML",
	"gst": "GST", "iof": "IOF", "icms": "ICMS", "pit": "PIT", "isr": "ISR", "sst": "SST", "ddp": "DDP", "b2b": "B2B",
	"msku": "MSKU", "sns": "SNS", "kyc": "KYC", "rfc": "RFC", "3gp": "3GP", "mp4": "MP4", "mov": "MOV", "mkv": "MKV", "wmv": "WMV",
	"webm": "WebM", "avi": "AVI", "flv": "FLV", "mpeg": "MPEG", "gne": "GNE", "iso": "ISO", "mime": "MIME", "erp": "ERP", "ads": "Ads", "pv": "PV", "uv": "UV", "acu": "ACU", "pcu": "PCU",
	"tcw": "TCW", "wms": "WMS", "ftl": "FTL", "ltl": "LTL", "msds": "MSDS", "dg": "DG", "un": "UN", "fc": "FC", "zpl": "ZPL",
	"jit": "JIT", "obm": "OBM", "odm": "ODM", "ups": "UPS", "usps": "USPS", "dhl": "DHL", "d2fc": "D2FC", "usd": "USD", "oem": "OEM", "tiktok": "TikTok",
}

// words splits a wire name: at underscores, hyphens and where lower case meets
// upper. Misspelled words are replaced.
func (n *names) words(wire string) []string {
	var b strings.Builder
	var last rune
	for _, r := range wire {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte('_')
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		} else {
			b.WriteByte('_')
		}
		last = r
	}
	words := strings.FieldsFunc(b.String(), func(r rune) bool { return r == '_' })
	for i, w := range words {
		if right, ok := n.Words[w]; ok {
			n.used["words "+w] = true
			words[i] = right
		}
	}
	// A digit in front moves to the end: 24h_live_gmv is LiveGMV24h.
	if len(words) > 1 && unicode.IsDigit(rune(words[0][0])) {
		words = append(words[1:], words[0])
	}
	return words
}

// exported is the Go name of a wire name: LineItems, SKUID.
func (n *names) exported(wire string) string { return join(n.words(wire)) }

func join(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(title(w))
	}
	return b.String()
}

func title(w string) string {
	if s, ok := initialisms[w]; ok {
		return s
	}
	return strings.ToUpper(w[:1]) + w[1:]
}

// unexported is the name of a parameter: orderID, skuID, urlList.
func (n *names) unexported(wire string) string {
	words := n.words(wire)
	return words[0] + join(words[1:])
}

// lowerFirst turns an exported name into an unexported one: SKUs is skus,
// SEOWords is seoWords.
func lowerFirst(name string) string {
	words := camel(name)
	return strings.ToLower(words[0]) + strings.Join(words[1:], "")
}

// camel splits a Go name into its words, initialisms whole: SKUs, ID, Order.
func camel(name string) []string {
	var out []string
	for name != "" {
		n := wordLen(name)
		out = append(out, name[:n])
		name = name[n:]
	}
	return out
}

func wordLen(s string) int {
	best := 0
	for _, up := range initialisms {
		if len(up) > best && strings.HasPrefix(s, up) && (len(s) == len(up) || !unicode.IsLower(rune(s[len(up)]))) {
			best = len(up)
		}
	}
	if best > 0 {
		return best
	}
	for i, r := range s[1:] {
		if unicode.IsUpper(r) {
			return i + 1
		}
	}
	return len(s)
}

// wholeWords end in s but are no plurals.
var wholeWords = map[string]bool{
	"access": true, "address": true, "analysis": true, "basis": true, "bonus": true, "business": true, "class": true,
	"diagnosis": true, "express": true, "goods": true, "gross": true, "less": true, "news": true, "process": true,
	"progress": true, "sales": true, "series": true, "status": true,
}

// singular is one of the things a plural word names.
func singular(w string) string {
	switch {
	case wholeWords[w] || len(w) < 3 || !strings.HasSuffix(w, "s"):
		return w
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "lves"):
		return w[:len(w)-3] + "f"
	case strings.HasSuffix(w, "agnoses"), strings.HasSuffix(w, "alyses"):
		return w[:len(w)-2] + "is"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"),
		strings.HasSuffix(w, "tatuses"):
		return w[:len(w)-2]
	}
	return w[:len(w)-1]
}

// singularName is the singular of a Go name: LineItems is LineItem, SKUs is SKU.
func singularName(name string) string {
	words := camel(name)
	last := words[len(words)-1]
	if up := initialisms[strings.ToLower(last)]; up != "" {
		words[len(words)-1] = strings.TrimSuffix(last, "s") // SKUs, but RTS
	} else {
		words[len(words)-1] = title(singular(strings.ToLower(last)))
	}
	return strings.Join(words, "")
}

// attach puts the words of a field behind those of its owner and drops what
// would be said twice: OrderLineItem and ItemTax are OrderLineItemTax.
func attach(owner, field string) string {
	o, f := camel(owner), camel(field)
	for n := min(len(o), len(f)); n > 0; n-- {
		if strings.EqualFold(strings.Join(o[len(o)-n:], ""), strings.Join(f[:n], "")) {
			return owner + strings.Join(f[n:], "")
		}
	}
	return owner + field
}
