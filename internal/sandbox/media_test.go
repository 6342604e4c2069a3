package sandbox

import (
	"bytes"
	"mime/multipart"
	"testing"
)

func uploadDocument(t *testing.T, name string, content []byte) request {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f, err := w.CreateFormFile("data", "a.pdf")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.Write(content)
	if name != "" {
		_ = w.WriteField("name", name)
	}
	_ = w.Close()
	return request{method: "POST", path: "/product/202309/files/upload", body: b.String(), contentType: w.FormDataContentType()}
}

func TestFilesAreUploadedAndUsed(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	for name, tt := range map[string]struct {
		file, content string
		want          int
	}{
		"no name":       {"", "%PDF-1.4", 12019104},
		"other format":  {"a.exe", "MZ", 12038002},
		"not a PDF":     {"a.pdf", "hello", 12038002},
		"a certificate": {"cert.pdf", "%PDF-1.4", 0},
	} {
		if a := k.do(t, uploadDocument(t, tt.file, []byte(tt.content))); a.Code != tt.want {
			t.Errorf("%s: %s, want %d", name, a.Body, tt.want)
		}
	}
	video := k.ok(t, uploadDocument(t, "clip.mp4", []byte("video")))
	paper := k.ok(t, uploadDocument(t, "cert.pdf", []byte("%PDF-1.4")))
	if status, header := k.fetch(t, text(paper["url"])); status != 200 || header.Get("Content-Type") != "application/pdf" {
		t.Errorf("the certificate's address answers %d", status)
	}
	made := k.ok(t, maker(t, k)("600001", "600113", `"package_weight"`, `"video":{"id":"`+text(video["id"])+`"},
		"certifications":[{"id":"602362","files":[{"id":"`+text(paper["id"])+`","name":"cert.pdf","format":"PDF"}]}],
		"package_dimensions":{"unit":"CENTIMETER","length":"1","width":"1","height":"1"},
		"product_attributes":[{"id":"101610","values":[{"id":"1024358"}]}],"package_weight"`))
	p := k.ok(t, get(products+"/"+text(made["product_id"])))
	files := objects(objects(p["certifications"])[0]["files"])
	if object(p["video"])["id"] != video["id"] || len(files) != 1 || files[0]["id"] != paper["id"] {
		t.Errorf("video %v, certificates %v", p["video"], p["certifications"])
	}
	uri := text(objects(p["main_images"])[0]["uri"])
	better := k.ok(t, post("/product/202404/images/optimize", `{"images":[{"uri":"`+uri+`","optimization_mode":["WHITE_BACKGROUND"]}]}`))
	made = k.ok(t, maker(t, k)(`{"uri":`, `{"uri":"`+text(objects(better["images"])[0]["optimized_uri"])+`"},{"uri":`))
	if p := k.ok(t, get(products+"/"+text(made["product_id"]))); len(objects(p["main_images"])) != 2 {
		t.Errorf("pictures %v", p["main_images"])
	}
}
