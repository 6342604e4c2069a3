package sandbox

import "html/template"

// pageView is what the authorization page shows.
type pageView struct {
	Problem string // why there is nothing to decide
	Done    string // what was decided
	Code    string // shown when the app has no address to lead back to

	Ask       bool
	App       string
	Kind      string
	Account   string
	Path      string
	Name, ID  string // parameter that names the app
	State     string
	Accounts  []accountView
	Scopes    []string
	Optional  bool // scopes can be left out
	Removable bool // an account has authorized the app already
}

type accountView struct {
	ID, Label, Region string
	Shops             []string
	Chosen            bool
}

var authorizationPage = template.Must(template.New("authorize").Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Authorize an app</title>
<style>
body { font: 16px/1.5 sans-serif; max-width: 40em; margin: 2em auto; padding: 0 1em; }
fieldset { border: 1px solid #ccc; margin: 1em 0; }
label { display: block; }
button { font: inherit; padding: .4em 1.2em; margin-right: .6em; }
footer { color: #666; margin-top: 2em; font-size: .85em; }
</style>
</head>
<body>
{{- if .Problem}}
<h1>This does not work</h1>
<p>{{.Problem}}</p>
{{- else if .Done}}
<h1>{{.Done}}</h1>
<p>The {{.Kind}} {{.Account}} and the app {{.App}}.</p>
{{- if .Code}}
<p>The app has no redirect URL. Code: <code>{{.Code}}</code></p>
{{- end}}
{{- else if .Ask}}
<h1>{{.App}} asks for access</h1>
<form method="post" action="{{.Path}}">
<input type="hidden" name="{{.Name}}" value="{{.ID}}">
{{- if .State}}
<input type="hidden" name="state" value="{{.State}}">
{{- end}}
<fieldset>
<legend>Account ({{.Kind}})</legend>
{{- range .Accounts}}
<label><input type="radio" name="account" value="{{.ID}}"{{if .Chosen}} checked{{end}}> {{.Label}}{{if .Region}}, {{.Region}}{{end}}
{{- range .Shops}}; shop {{.}}{{end}}</label>
{{- end}}
</fieldset>
<fieldset>
<legend>The app may use</legend>
{{- range .Scopes}}
{{- if $.Optional}}
<label><input type="checkbox" name="scope" value="{{.}}" checked> {{.}}</label>
{{- else}}
<div>{{.}}</div>
{{- end}}
{{- else}}
<div>nothing</div>
{{- end}}
</fieldset>
<button name="decision" value="agree">Agree</button>
<button name="decision" value="refuse">Refuse</button>
{{- if .Removable}}
<p>The app has access already. <button name="decision" value="remove">Remove access</button></p>
{{- end}}
</form>
{{- end}}
<footer>This is a fake shop for tests. Nothing here is real.</footer>
</body>
</html>
`))
