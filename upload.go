package tiktokshop

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/tiktokshop-go/tiktokshop/internal/wire"
)

// LargeFile is a file of more than 10 MB, sent in chunks. Smaller ones go by the
// upload methods of the typed packages.
type LargeFile struct {
	File   File   // its Size must be known: 10 MB to 1 GB; 100 MB for chats, 500 MB for shoppable videos
	Type   string // "video", "image" or "pdf"; only video is confirmed by the platform
	MIME   string // of the content: "video/mp4"
	Target string // the call that will use it: "[POST]/affiliate_creator/202505/videos"
}

const (
	mega          = 1 << 20
	largeMin      = 10 * mega
	largeMax      = 1 << 30
	chunkMost     = 8 * mega // of 5 to 30 MB allowed; one is held in memory
	largeInitPath = "/open/202512/file/init"
)

var (
	largeInitOp  = Operation{Name: "UploadLarge", Method: http.MethodPost, Path: largeInitPath, Shop: true, Asset: true}
	largeChunkOp = Operation{Name: "UploadLarge", Method: http.MethodPut, Path: "/file/chunk", Effect: WriteIdempotent, Shop: true}
)

// UploadLarge sends a large file in chunks and returns its resource id, which
// the call named as Target takes. A chunk that fails is sent again; the client's
// account and shop are those of that call.
//
// https://partner.tiktokshop.com/docv2/page/upload-file-init-202512
func (c *Client) UploadLarge(ctx context.Context, f LargeFile, opts ...CallOption) (resourceID string, err error) {
	if err := f.check(); err != nil {
		return "", fmt.Errorf("UploadLarge: %w", err)
	}
	chunks := (f.File.Size + chunkMost - 1) / chunkMost
	init, err := wire.Raw(largeInitPath, nil, map[string]any{
		"file_name": f.File.Name, "file_type": f.Type, "file_size": f.File.Size, "total_chunk_count": chunks, "target_path": f.Target,
	})
	if err != nil {
		return "", err
	}
	var to struct {
		URL   string `json:"upload_url"`
		Token string `json:"upload_token"`
	}
	if err := newCall(c, &largeInitOp, init, &to, opts).run(ctx); err != nil {
		return "", err
	}
	target, err := url.Parse(to.URL)
	if err != nil || target.Scheme != "https" && !isLoopback(target.Hostname()) || target.Host == "" {
		return "", errors.New("UploadLarge: the platform named no https address to send the file to")
	}
	content, err := f.File.Open()
	if err == nil && content == nil {
		err = errors.New("Open returned nothing") //nolint:staticcheck // the name of the field
	}
	if err != nil {
		return "", fmt.Errorf("UploadLarge: file %q: %w", f.File.Name, err)
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	for n := range chunks {
		from, end := f.File.Size*n/chunks, f.File.Size*(n+1)/chunks
		chunk := make([]byte, end-from)
		if _, err := io.ReadFull(content, chunk); err != nil {
			return "", fmt.Errorf("UploadLarge: file %q is shorter than its Size: %w", f.File.Name, err)
		}
		query := target.Query()
		query.Set("upload_token", to.Token)
		query.Set("chunk_num", strconv.FormatInt(n+1, 10))
		if resourceID, err = c.putChunk(ctx, target, query, chunk, f.MIME, opts); err != nil {
			return "", fmt.Errorf("chunk %d of %d: %w", n+1, chunks, err)
		}
	}
	if n, _ := io.Copy(io.Discard, io.LimitReader(content, 1)); n > 0 {
		return "", fmt.Errorf("UploadLarge: file %q is longer than its Size", f.File.Name)
	}
	if resourceID == "" {
		return "", errors.New("UploadLarge: the platform took all chunks and named no resource")
	}
	return resourceID, nil
}

func (f *LargeFile) check() error {
	switch {
	case f.File.Open == nil || f.File.Name == "":
		return errors.New("no File is set: use FilePath")
	case f.File.Size < largeMin || f.File.Size > largeMax:
		return fmt.Errorf("the File has a Size of %d bytes: want 10 MB to 1 GB; send smaller files with an upload method", f.File.Size)
	case f.Type == "" || f.MIME == "" || f.Target == "":
		return errors.New("all of Type, MIME and Target must be set")
	case wire.CheckHeader(http.Header{"Content-Type": {f.MIME}}) != nil:
		return errors.New("the MIME type holds a control character")
	}
	return nil
}

// putChunk sends a chunk to the address the platform named: with token, without
// signature. The last one is answered with the resource id.
func (c *Client) putChunk(ctx context.Context, target *url.URL, query url.Values, chunk []byte, mime string, opts []CallOption) (string, error) {
	var part struct {
		ResourceID string `json:"resource_id"`
	}
	k := newCall(c, &largeChunkOp, &wire.Request{Path: target.EscapedPath(), Query: query, Body: chunk}, &part, opts)
	k.opt.version, k.opt.extra = "", nil // they belong to the first call
	k.unsigned, k.mime = &url.URL{Scheme: target.Scheme, Host: target.Host}, mime
	err := k.run(ctx)
	return part.ResourceID, err
}
