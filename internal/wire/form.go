package wire

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"reflect"
	"sync"
)

// File is a file of a form, opened anew for every try. A struct field of any
// type with the same fields counts as one.
type File struct {
	Name string
	Open func() (io.ReadCloser, error)
	Size int64
}

var fileType = reflect.TypeFor[File]()

// Part is one part of a multipart form: text, or a file.
type Part struct {
	name string
	text string
	file *File
}

// formParts collects the parts of a multipart request, text first as the
// platform's samples do.
func formParts(v reflect.Value, fields []planField) ([]Part, error) {
	var texts, files []Part
	for _, f := range fields {
		field := v.Field(f.index)
		goName := v.Type().Field(f.index).Name
		if !field.CanConvert(fileType) {
			s, err := queryText(field, false)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", goName, err)
			}
			if s != "" {
				texts = append(texts, Part{name: f.name, text: s})
			}
			continue
		}
		file, _ := reflect.TypeAssert[File](field.Convert(fileType))
		switch {
		case file.Name == "" && file.Open == nil:
		case file.Open == nil:
			return nil, fmt.Errorf("%s: File.Open is nil: use FileBytes or FilePath", goName)
		case file.Name == "":
			return nil, fmt.Errorf("%s: File.Name is empty: give the file's name with its ending", goName)
		default:
			files = append(files, Part{name: f.name, file: &file})
		}
	}
	if len(files) == 0 {
		return nil, errors.New("no file is set: use FileBytes or FilePath")
	}
	return append(texts, files...), nil
}

// Form is a multipart body that is streamed anew for every try.
type Form struct {
	ContentType string
	Size        int64 // -1 when the size of a file is not known
	segments    []segment
}

// segment is a run of ready bytes, or a file.
type segment struct {
	text []byte
	file *File
}

// NewForm lays out a form.
func NewForm(parts []Part) (*Form, error) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	f := &Form{ContentType: w.FormDataContentType()}
	flush := func() {
		f.segments = append(f.segments, segment{text: bytes.Clone(buf.Bytes())})
		f.Size = addSize(f.Size, int64(buf.Len()))
		buf.Reset()
	}
	for _, p := range parts {
		if p.file == nil {
			if err := w.WriteField(p.name, p.text); err != nil {
				return nil, err
			}
			continue
		}
		if _, err := w.CreateFormFile(p.name, p.file.Name); err != nil {
			return nil, err
		}
		flush()
		f.segments = append(f.segments, segment{file: p.file})
		f.Size = addSize(f.Size, knownSize(p.file.Size))
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	flush()
	return f, nil
}

func knownSize(n int64) int64 {
	if n <= 0 {
		return -1
	}
	return n
}

func addSize(sum, n int64) int64 {
	if sum < 0 || n < 0 {
		return -1
	}
	return sum + n
}

// Open starts a fresh reading. Files are opened only when they are reached.
func (f *Form) Open() io.ReadCloser { return &formReader{segments: f.segments} }

type formReader struct {
	mu       sync.Mutex // HTTP/2 closes a body while it is still read
	closed   bool
	segments []segment
	current  io.Reader
	file     io.Closer
}

// FileError is a file that could not be read: not a fault of the platform, and
// nothing to be tried again.
type FileError struct {
	name string
	err  error
}

// Error names the file.
func (e *FileError) Error() string { return fmt.Sprintf("file %q: %v", e.name, e.err) }

// Unwrap is the reason.
func (e *FileError) Unwrap() error { return e.err }

func (r *formReader) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return 0, http.ErrBodyReadAfterClose
	}
	for len(r.segments) > 0 {
		s := r.segments[0]
		if r.current == nil {
			if err := r.start(s); err != nil {
				return 0, err
			}
		}
		n, err := r.current.Read(p)
		if err == nil || n > 0 && errors.Is(err, io.EOF) {
			return n, nil
		}
		if !errors.Is(err, io.EOF) {
			return n, &FileError{s.file.Name, err}
		}
		if err := r.closeFile(); err != nil {
			return 0, &FileError{s.file.Name, err}
		}
		r.current, r.segments = nil, r.segments[1:]
	}
	return 0, io.EOF
}

func (r *formReader) start(s segment) error {
	if s.file == nil {
		r.current = bytes.NewReader(s.text)
		return nil
	}
	f, err := s.file.Open()
	if err != nil {
		return &FileError{s.file.Name, err}
	}
	if f == nil {
		return &FileError{s.file.Name, errors.New("Open returned nothing")}
	}
	r.current, r.file = f, f
	return nil
}

// Close closes the file that is being read, and opens no other.
func (r *formReader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	return r.closeFile()
}

func (r *formReader) closeFile() error {
	if r.file == nil {
		return nil
	}
	f := r.file
	r.file = nil
	return f.Close()
}

// newUUID is a random UUID, version 4: the form of idempotency keys.
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
