package conform

import (
	"errors"
	"reflect"

	"github.com/tiktokshop-go/tiktokshop"
)

var fileType = reflect.TypeFor[tiktokshop.File]()

// FilledFiles is a request that is zero but for its files, since a form without
// a file is refused before it is sent.
func FilledFiles(t reflect.Type) reflect.Value {
	if t == nil {
		return reflect.Value{}
	}
	v := reflect.New(t.Elem())
	for i := range t.Elem().NumField() {
		if f := v.Elem().Field(i); f.Type() == fileType {
			f.Set(reflect.ValueOf(tiktokshop.FileBytes("file.png", []byte("content"))))
		}
	}
	return v
}

func partialOnly(err error) bool {
	var p *tiktokshop.PartialFailure
	return errors.As(err, &p)
}
