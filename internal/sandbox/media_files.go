package sandbox

import (
	"bytes"
	"fmt"
	"path"
	"strings"
)

// upload is a file of a shop: a certificate or a video.
type uploaded struct {
	id, name, format string
	size             int
}

const filePath = "/sandbox/files/"

func (s *Sandbox) fileURL(f *uploaded) string { return s.baseURL + filePath + f.id }

// formats are how the files begin that the platform takes; "" is not looked at.
func fileFormat(name string, content []byte) (string, bool) {
	format := strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
	switch format {
	case "PDF":
		return format, bytes.HasPrefix(content, []byte("%PDF"))
	case "MP4", "MOV", "MKV", "WMV", "WEBM", "AVI", "3GP", "FLV", "MPEG":
		return format, true
	}
	return "", false
}

const maxDocument = 10 << 20

func (s *Sandbox) uploadFile(c *call) (any, *refusal) {
	content, name := c.form.files["data"], c.form.texts["name"]
	if strings.TrimSpace(name) == "" {
		return nil, refuse(200, 12019104, "name is missing: it says the file's format by its ending")
	}
	format, ok := fileFormat(name, content)
	switch {
	case !ok:
		return nil, refuse(200, 12038002, "the file is neither a PDF nor a video, or its name has another ending")
	case format == "PDF" && len(content) > maxDocument:
		return nil, refuse(200, 12038005, "the file has %d bytes, more than %d", len(content), maxDocument)
	}
	f := &uploaded{id: fmt.Sprintf("v09e40f40000%020x", s.next()), name: name, format: format, size: len(content)}
	if s.uploadedFiles == nil {
		s.uploadedFiles = map[string]*uploaded{}
	}
	s.uploadedFiles[f.id] = f
	c.applied = true
	return map[string]any{"id": f.id, "name": f.name, "format": f.format, "url": s.fileURL(f)}, nil
}

// optimizeImages gives pictures a white background, which needs no time.
func (s *Sandbox) optimizeImages(c *call) (any, *refusal) {
	wanted := objects(c.body["images"])
	if len(wanted) == 0 {
		return nil, invalid("images is a required field and has not been provided")
	}
	out := []map[string]any{}
	for i, img := range wanted {
		uri := text(img["uri"])
		size, ok := s.images[uri]
		switch {
		case !ok:
			return nil, refuse(200, 12019065, "images[%d].uri is not a picture of this shop: upload it first", i)
		case isEmpty(img["optimization_mode"]):
			return nil, refuse(200, 12019070, "images[%d].optimization_mode is missing", i)
		}
		better := imageURI(uploads + s.next())
		s.images[better] = size
		out = append(out, map[string]any{
			"original_uri": uri, "original_url": s.baseURL + imagePath + uri, "optimized_uri": better, "optimized_url": s.baseURL + imagePath + better,
			"optimize_status": "SUCCESS", "width": size.Width, "height": size.Height,
		})
	}
	c.applied = true
	return map[string]any{"images": out}, nil
}
