// The rules of Grafana's dashboard linter over many dashboards at once. Its own command line takes one, knows no version,
// and prints text: this one prints what each rule found as JSON, so that a test can hold it against the exclusions.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/grafana/dashboard-linter/lint"
)

// Set while linking.
var version = "unknown"

// What a rule says of a dashboard, or of a panel or query in it.
type finding struct {
	File    string `json:"file"`
	Rule    string `json:"rule"`
	Panel   string `json:"panel"`
	Message string `json:"message"`
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == "--version" {
		fmt.Println(version)
		return
	}
	found := []finding{}
	for _, file := range os.Args[1:] {
		more, err := findingsOf(file)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
			os.Exit(2)
		}
		found = append(found, more...)
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// Warnings count, as they do for the linter's --strict.
func findingsOf(file string) ([]finding, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	dashboard, err := lint.NewDashboard(text)
	if err != nil {
		return nil, err
	}
	rules := lint.NewRuleSet()
	results, err := rules.Lint([]lint.Dashboard{dashboard})
	if err != nil {
		return nil, err
	}
	found := []finding{}
	for rule, contexts := range results.ByRule() {
		for _, context := range contexts {
			for _, result := range context.Result.Results {
				if result.Severity != lint.Warning && result.Severity != lint.Error {
					continue
				}
				panel := ""
				if context.Panel != nil {
					panel = context.Panel.Title
				}
				found = append(found, finding{file, rule, panel, result.Message})
			}
		}
	}
	return found, nil
}
