package sandbox

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // formats the platform takes
	"image/png"
	"strings"
)

// picture is the size of an uploaded picture.
type picture struct{ Width, Height int }

// Sides of pictures in pixels.
const (
	minSide     = 100
	maxSide     = 20000
	minMainSide = 300
	sampleSide  = 800
)

const maxImage = 10 << 20

// uploads is where the numbers of uploaded pictures begin: below are samples.
const uploads = 1 << 32

func (s *Sandbox) uploadImage(c *call) (any, *refusal) {
	content := c.form.files["data"]
	if len(content) > maxImage {
		return nil, refuse(200, 12038005, "the picture has %d bytes, more than %d", len(content), maxImage)
	}
	size, ok := measure(content)
	switch {
	case !ok:
		return nil, refuse(200, 12038002, "the file is no picture: want JPG, PNG, WEBP, HEIC or BMP")
	case min(size.Width, size.Height) < minSide || max(size.Width, size.Height) > maxSide:
		return nil, refuse(200, 12038014, "the picture is %d x %d, each side must have %d to %d pixels", size.Width, size.Height, minSide, maxSide)
	}
	use := c.form.texts["use_case"]
	if use == "" {
		use = "MAIN_IMAGE"
	}
	uri := imageURI(uploads + s.next())
	s.images[uri] = size
	c.applied = true
	return map[string]any{"uri": uri, "url": s.baseURL + imagePath + uri, "use_case": use, "width": size.Width, "height": size.Height}, nil
}

// measure reads the size of a picture. The formats the standard library does
// not know are taken by their first bytes.
func measure(content []byte) (picture, bool) {
	if cfg, _, err := image.DecodeConfig(bytes.NewReader(content)); err == nil {
		return picture{cfg.Width, cfg.Height}, true
	}
	head := string(content[:min(len(content), 32)])
	webp := strings.HasPrefix(head, "RIFF") && len(head) >= 12 && head[8:12] == "WEBP"
	heic := len(head) >= 12 && head[4:8] == "ftyp" && (strings.HasPrefix(head[8:], "hei") || strings.HasPrefix(head[8:], "mif"))
	if webp || heic || strings.HasPrefix(head, "BM") && len(head) >= 26 {
		return picture{sampleSide, sampleSide}, true
	}
	return picture{}, false
}

func imageURI(n int) string { return fmt.Sprintf("tos-test-i/%032x", n) }

// pictures are images as products show them.
func (s *Sandbox) pictures(uris []string) []map[string]any {
	out := []map[string]any{}
	for _, uri := range uris {
		size := s.images[uri]
		url := s.baseURL + imagePath + uri
		out = append(out, map[string]any{
			"uri": uri, "urls": []string{url}, "thumb_urls": []string{url}, "width": size.Width, "height": size.Height,
		})
	}
	return out
}

// PNG is an empty picture.
func PNG(width, height int) []byte {
	var b bytes.Buffer
	if png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))) != nil {
		return nil // a picture without pixels
	}
	return b.Bytes()
}
