// Command bare makes one HTTP call and decodes its answer with the standard
// library alone: what every client of an HTTP API links anyway.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

func main() {
	var answer struct {
		Message string `json:"message"`
	}
	resp, err := http.Get(os.Args[1]) //nolint:forbidigo,noctx,gosec // the smallest program is what is measured
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	err = json.NewDecoder(resp.Body).Decode(&answer)
	fmt.Println(answer.Message, err)
}
