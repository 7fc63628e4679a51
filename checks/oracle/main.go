// Answers, for each line of JSON on standard input, what upstream's structured-merge-diff makes of it:
//
//	{"schema": {…}, "steps": [{"apply": true, "manager": "a", "force": false, "object": {…}}, …]}
//
// becomes a line with one outcome a step, each from the object and the managers that the step before left:
//
//	[{"object": {…}, "managers": {"a Apply": {fieldsV1}, …}}, {"conflicts": ["a Apply .spec.x", …]}, {"error": "…"}, …]
//
// A step that was refused leaves everything as it was.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/merge"
	"sigs.k8s.io/structured-merge-diff/v4/typed"
	"sigs.k8s.io/structured-merge-diff/v4/value"
)

const version = fieldpath.APIVersion("v1")

type step struct {
	Apply   bool            `json:"apply"`
	Manager string          `json:"manager"`
	Force   bool            `json:"force"`
	Object  json.RawMessage `json:"object"`
}

type story struct {
	Schema json.RawMessage `json:"schema"`
	Steps  []step          `json:"steps"`
}

type outcome struct {
	Object    json.RawMessage            `json:"object,omitempty"`
	Managers  map[string]json.RawMessage `json:"managers,omitempty"`
	Conflicts []string                   `json:"conflicts,omitempty"`
	Error     string                     `json:"error,omitempty"`
}

// oneVersion converts nothing: all is written in one version.
type oneVersion struct{}

func (oneVersion) Convert(object *typed.TypedValue, _ fieldpath.APIVersion) (*typed.TypedValue, error) {
	return object, nil
}

func (oneVersion) IsMissingVersionError(error) bool { return false }

type desk struct {
	parser   typed.ParseableType
	updater  merge.Updater
	live     *typed.TypedValue
	managers fieldpath.ManagedFields
}

func (d *desk) do(s step) outcome {
	object, err := d.parser.FromYAML(typed.YAMLObject(s.Object))
	if err != nil {
		return outcome{Error: err.Error()}
	}
	managers := d.managers.Copy()
	var after *typed.TypedValue
	if s.Apply {
		after, managers, err = d.updater.Apply(d.live, object, version, managers, s.Manager+" Apply", s.Force)
	} else {
		after, managers, err = d.updater.Update(d.live, object, version, managers, s.Manager+" Update")
	}
	if conflicts, ok := err.(merge.Conflicts); ok {
		var said []string
		for _, each := range conflicts {
			said = append(said, each.Manager+" "+each.Path.String())
		}
		sort.Strings(said)
		return outcome{Conflicts: said}
	}
	if err != nil {
		return outcome{Error: err.Error()}
	}
	if after == nil {
		after = d.live
	}
	text, err := value.ToJSON(after.AsValue())
	if err != nil {
		return outcome{Error: err.Error()}
	}
	// Between two requests an object is stored.
	if d.live, err = d.parser.FromYAML(typed.YAMLObject(text)); err != nil {
		return outcome{Error: err.Error()}
	}
	d.managers = managers
	result := outcome{Object: text, Managers: map[string]json.RawMessage{}}
	for name, set := range managers {
		fields, err := set.Set().ToJSON()
		if err != nil {
			return outcome{Error: err.Error()}
		}
		result.Managers[name] = fields
	}
	return result
}

func tell(line []byte) ([]outcome, error) {
	var s story
	if err := json.Unmarshal(line, &s); err != nil {
		return nil, err
	}
	parser, err := typed.NewParser(typed.YAMLObject(s.Schema))
	if err != nil {
		return nil, err
	}
	d := desk{parser: parser.Type("root"), updater: merge.Updater{Converter: oneVersion{}}, managers: fieldpath.ManagedFields{}}
	if d.live, err = typed.AsTyped(value.NewValueInterface(map[string]interface{}{}), &parser.Schema, d.parser.TypeRef); err != nil {
		return nil, err
	}
	var outcomes []outcome
	for _, each := range s.Steps {
		outcomes = append(outcomes, d.do(each))
	}
	return outcomes, nil
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		outcomes, err := tell(lines.Bytes())
		if err != nil {
			outcomes = []outcome{{Error: fmt.Sprintf("story: %v", err)}}
		}
		if err := out.Encode(outcomes); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
