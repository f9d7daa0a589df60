package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

const dashboardFiles = "deploy/monitoring/dashboards/*.json"

type target struct {
	Expr string `json:"expr"`
}

// From a value on, or from the beginning, a color.
type threshold struct {
	Color string   `json:"color"`
	Value *float64 `json:"value"`
}

type panel struct {
	ID         int      `json:"id"`
	Type       string   `json:"type"`
	Title      string   `json:"title"`
	Targets    []target `json:"targets"`
	Datasource struct {
		UID string `json:"uid"`
	} `json:"datasource"`
	GridPos     struct{ H, W, X, Y int } `json:"gridPos"`
	FieldConfig struct {
		Defaults struct {
			Unit       string `json:"unit"`
			Thresholds struct {
				Steps []threshold `json:"steps"`
			} `json:"thresholds"`
			Mappings []struct {
				Options map[string]struct {
					Text string `json:"text"`
				} `json:"options"`
			} `json:"mappings"`
		} `json:"defaults"`
	} `json:"fieldConfig"`
	Options struct {
		TextMode string `json:"textMode"`
	} `json:"options"`
}

type dashboard struct {
	UID        string  `json:"uid"`
	Title      string  `json:"title"`
	Panels     []panel `json:"panels"`
	Templating struct {
		List []struct {
			Name       string `json:"name"`
			Type       string `json:"type"`
			Definition string `json:"definition"`
		} `json:"list"`
	} `json:"templating"`
	path string
}

func readDashboards() ([]dashboard, error) {
	paths, err := filepath.Glob(dashboardFiles)
	if err != nil {
		return nil, err
	}
	var all []dashboard
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		board := dashboard{path: path}
		if err := json.Unmarshal(text, &board); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, board)
	}
	return all, nil
}

func checkDashboards(boards []dashboard, known reference, found *findings) {
	uids := map[string]bool{}
	found.check(len(boards) > 0, "there is no dashboard: %s", dashboardFiles)
	for _, board := range boards {
		found.check(board.UID != "" && !uids[board.UID], "%s: the uid '%s' is empty or there twice", board.path, board.UID)
		uids[board.UID] = true
		variables := []string{"__rate_interval"}
		for _, variable := range board.Templating.List {
			variables = append(variables, variable.Name)
		}
		found.check(slices.Contains(variables, "datasource"), "%s has no variable datasource", board.path)
		for _, each := range board.Templating.List {
			checkVariables(board.path+", variable "+each.Name, each.Definition, variables, found)
		}
		ids := map[int]bool{}
		for i, panel := range board.Panels {
			where := fmt.Sprintf("%s, panel '%s'", board.path, panel.Title)
			found.check(!ids[panel.ID], "%s: the id %d is there twice", where, panel.ID)
			ids[panel.ID] = true
			found.check(panel.GridPos.X+panel.GridPos.W <= 24, "%s is wider than the dashboard", where)
			for _, other := range board.Panels[:i] {
				found.check(!overlap(panel, other), "%s overlaps '%s'", where, other.Title)
			}
			if panel.Type != "row" {
				checkPanel(where, panel, variables, known, found)
			}
		}
	}
}

func checkPanel(where string, panel panel, variables []string, known reference, found *findings) {
	found.check(panel.Datasource.UID == "${datasource}", "%s does not use the variable datasource", where)
	found.check(panel.FieldConfig.Defaults.Unit != "", "%s has no unit", where)
	found.check(len(panel.FieldConfig.Defaults.Thresholds.Steps) > 0, "%s has no thresholds", where)
	found.check(len(panel.Targets) > 0, "%s shows nothing", where)
	for _, target := range panel.Targets {
		checkVariables(where, target.Expr, variables, found)
		checkExpression(where, target.Expr, known, found)
	}
}

func checkVariables(where, text string, variables []string, found *findings) {
	for _, use := range variable.FindAllStringSubmatch(text, -1) {
		found.check(slices.Contains(variables, use[1]), "%s: there is no variable %s", where, use[1])
	}
}

func overlap(one, other panel) bool {
	a, b := one.GridPos, other.GridPos
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}
