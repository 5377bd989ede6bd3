// Package cfgtemplates proves the guideline CFG-TEMPLATES: a template that
// finds nothing in a record is no error, it is a name.
package cfgtemplates

import "text/template"

// router finds the table of a record. Validate has parsed the template of the
// parameter "table".
type router struct {
	table *template.Template
}

func parse(text string) (*template.Template, error) {
	return template.New("table").Option("missingkey=error").Parse(text)
}
