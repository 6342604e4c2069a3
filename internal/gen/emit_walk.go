package main

import (
	"fmt"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// walk writes the iterator over all pages.
func (e *emitter) walk(op *operation) {
	params, _, _ := e.signature(op)
	list, path := e.listField(op)
	if list == nil {
		e.bad("operations.csv: %s: list_field %s is not where an iterator can reach it", op.Name, op.ListField)
		return
	}
	item := strings.TrimPrefix(e.goType(list), "[]")
	args := strings.Join(append(append([]string{"ctx"}, e.pathIDs(op)...), "req", "opts..."), ", ")

	doc := fmt.Sprintf("%sAll walks all pages of [%sService.%s]. It stops at the first error.", op.GoMethod, op.Service, op.GoMethod)
	size, most := e.requestField(op, 1), 0
	if size != nil && size.Max != nil {
		most = int(*size.Max)
		doc += fmt.Sprintf(" A page has %d unless req says otherwise.", most)
	}
	e.comment("", doc)
	e.printf("func (s *%sService) %sAll(%s) iter.Seq2[*%s, error] {\n", op.Service, op.GoMethod, params, item)
	echo := e.echo(op)
	if echo != nil { // it belongs to one walk, and the iterator may be walked more than once
		e.printf("return func(yield func(*%s, error) bool) {\nvar %s %s\n", item, lowerFirst(echo.name), e.goType(echo))
	} else {
		e.printf("return ")
	}
	e.printf("tiktokshop.Pages(req, func(req *%s, token string) ([]%s, string, error) {\n", op.request.name, item)
	if most > 0 {
		e.printf("req.%s = cmp.Or(req.%s, %d)\n", size.name, size.name, most)
	}
	token := e.requestField(op, 0).name
	failed := fmt.Sprintf("out, err := s.%s(%s)\nif out == nil {\nreturn nil, \"\", err\n}\n", op.GoMethod, args)
	if op.Paging == api.PagingOffsetBody {
		e.printf("req.%s = cmp.Or(offset(token), req.%s)\n%s", token, token, failed)
		e.printf("return out.%s, nextOffset(req.%s, len(out.%s), req.%s), err\n})\n}\n\n", path, token, path, size.name)
		return
	}
	e.printf("req.%s = cmp.Or(token, req.%s)\n", token, token)
	if echo != nil {
		e.printf("req.%[2]s = cmp.Or(%[1]s, req.%[2]s)\n", lowerFirst(echo.name), echo.name)
	}
	e.printf("%s", failed)
	var next []string
	for name := range strings.SplitSeq(op.PageOut[0], ".") {
		next = append(next, e.names.exported(name))
	}
	end := "})\n}\n\n"
	if echo != nil {
		e.printf("%[1]s = cmp.Or(out.%[2]s, %[1]s)\n", lowerFirst(echo.name), echo.name)
		end = "})(yield)\n}\n}\n\n"
	}
	e.printf("return out.%s, out.%s, err\n%s", path, strings.Join(next, "."), end)
}

// echo is the field of an answer that every further page wants back.
func (e *emitter) echo(op *operation) *field {
	for _, f := range op.response.fields {
		if _, ok := e.names.pick("echoes", e.names.Echoes, f.path); ok {
			return f
		}
	}
	return nil
}

// requestField is the field of a request named at place i of its page_in.
func (e *emitter) requestField(op *operation, i int) *field {
	if i >= len(op.PageIn) {
		return nil
	}
	for _, f := range op.request.fields {
		if f.Name == op.PageIn[i] && f.body == op.PageInBody {
			return f
		}
	}
	return nil
}
