package main

import (
	"encoding/json"
	"io"
	"regexp"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Stands for the value of a variable of Grafana.
const anyValue = "ANYVALUE"

var (
	promql   = parser.NewParser(parser.Options{})
	variable = regexp.MustCompile(`\$\{?([a-z_]+)(:[a-z]+)?\}?`)
)

func parse(text string) (parser.Expr, error) {
	text = strings.ReplaceAll(text, "$__rate_interval", "1m")
	return promql.ParseExpr(variable.ReplaceAllString(text, anyValue))
}

// An expression that has to return data where everything that this project measures is measured.
type expected struct {
	Source     string `json:"source"`
	Expression string `json:"expression"`
}

func printExpressions(out io.Writer, groups []group, boards []dashboard) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	print := func(source, text string) error {
		expression, err := parse(text)
		if err != nil {
			return err
		}
		for _, part := range parts(withoutThresholds(forAnyValue(expression))) {
			if err := encoder.Encode(expected{source, part.String()}); err != nil {
				return err
			}
		}
		return nil
	}
	for _, group := range groups {
		for _, rule := range group.Rules {
			if err := print("alert "+rule.Alert, rule.Expr); err != nil {
				return err
			}
		}
	}
	for _, board := range boards {
		for _, panel := range board.Panels {
			for _, target := range panel.Targets {
				if err := print(board.Title+", "+panel.Title, target.Expr); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// A label that a variable selects has to be there, with any value.
func forAnyValue(expression parser.Expr) parser.Expr {
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			for i, matcher := range selector.LabelMatchers {
				if strings.Contains(matcher.Value, anyValue) {
					value := strings.ReplaceAll(matcher.Value, anyValue, ".+")
					selector.LabelMatchers[i] = labels.MustNewMatcher(labels.MatchRegexp, matcher.Name, value)
				}
			}
		}
		return nil
	})
	return expression
}

// Comparisons with a number become what is compared.
func withoutThresholds(expression parser.Expr) parser.Expr {
	switch e := expression.(type) {
	case *parser.BinaryExpr:
		if e.Op.IsComparisonOperator() && e.RHS.Type() == parser.ValueTypeScalar {
			return withoutThresholds(e.LHS)
		}
		e.LHS, e.RHS = withoutThresholds(e.LHS), withoutThresholds(e.RHS)
	case *parser.ParenExpr:
		e.Expr = withoutThresholds(e.Expr)
	case *parser.AggregateExpr:
		e.Expr = withoutThresholds(e.Expr)
	case *parser.Call:
		for i := range e.Args {
			e.Args[i] = withoutThresholds(e.Args[i])
		}
	}
	return expression
}

// Both sides of what compares or combines series, each of which has to return data by itself.
func parts(expression parser.Expr) []parser.Expr {
	switch e := expression.(type) {
	case *parser.ParenExpr:
		return parts(e.Expr)
	case *parser.BinaryExpr:
		if e.Op.IsComparisonOperator() || e.Op.IsSetOperator() {
			return append(parts(e.LHS), parts(e.RHS)...)
		}
	case *parser.Call:
		if e.Func.Name == "absent" {
			return parts(e.Args[0])
		}
	}
	return []parser.Expr{expression}
}
