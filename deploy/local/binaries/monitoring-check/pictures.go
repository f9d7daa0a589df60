package main

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
)

const (
	images = "docs/operations/images"
	column = 50
	line   = 28
	gap    = 6
)

// What a query has returned over time.
type series struct {
	Legend string            `json:"legend"`
	Labels map[string]string `json:"labels"`
	Values [][2]float64      `json:"values"`
}

func (s series) last() float64 { return s.Values[len(s.Values)-1][1] }

// Draws each dashboard for which there is data.
func drawAll(boards []dashboard, directory string) error {
	if err := os.MkdirAll(images, 0o755); err != nil {
		return err
	}
	for _, board := range boards {
		text, err := os.ReadFile(filepath.Join(directory, board.UID+".json"))
		if err != nil {
			return err
		}
		var data map[string][]series
		if err := json.Unmarshal(text, &data); err != nil {
			return err
		}
		name := strings.TrimPrefix(board.UID, "kafka-connect-") + ".svg"
		if err := os.WriteFile(filepath.Join(images, name), []byte(draw(board, data)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

type canvas struct {
	strings.Builder
}

func (c *canvas) add(format string, arguments ...any) { fmt.Fprintf(c, format+"\n", arguments...) }

func (c *canvas) text(x, y float64, size int, color, anchor, text string) {
	c.add(`<text x="%.0f" y="%.0f" font-size="%d" fill="%s" text-anchor="%s">%s</text>`, x, y, size, color, anchor, html.EscapeString(text))
}

func draw(board dashboard, data map[string][]series) string {
	shown, height := withData(board.Panels, data)
	var c canvas
	c.add(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif">`, 24*column, height*line+50)
	c.add(`<rect width="100%%" height="100%%" fill="#f4f5f5"/>`)
	c.text(12, 32, 20, "#1f2328", "start", board.Title)
	for _, panel := range shown {
		x, y := float64(panel.GridPos.X*column+gap/2), float64(panel.GridPos.Y*line+50)
		width, height := float64(panel.GridPos.W*column-gap), float64(panel.GridPos.H*line-gap)
		if panel.Type == "row" {
			c.text(x+6, y+18, 14, "#1f2328", "start", "▾ "+panel.Title)
			continue
		}
		c.add(`<svg x="%.0f" y="%.0f" width="%.0f" height="%.0f">`, x, y, width, height)
		c.add(`<rect width="100%%" height="100%%" fill="#ffffff" stroke="#d8dadc"/>`)
		c.text(8, 17, 12, "#1f2328", "start", panel.Title)
		values := data[fmt.Sprint(panel.ID)]
		switch {
		case len(values) == 0:
			c.text(width/2, height/2, 12, "#6e7781", "middle", "No data")
		case panel.Type == "stat":
			drawStat(&c, panel, values[0], width, height)
		case panel.Type == "table":
			drawTable(&c, panel, values, width)
		default:
			drawGraph(&c, panel, values, width, height)
		}
		c.add(`</svg>`)
	}
	c.add(`</svg>`)
	return c.String()
}

// The rows that show something, without gaps between them, and how high they are together.
func withData(panels []panel, data map[string][]series) ([]panel, int) {
	var shown []panel
	top := 0
	for start := 0; start < len(panels); {
		end := start + 1
		found, height := false, 0
		for ; end < len(panels) && panels[end].Type != "row"; end++ {
			found = found || len(data[fmt.Sprint(panels[end].ID)]) > 0
			height = max(height, panels[end].GridPos.Y+panels[end].GridPos.H-panels[start].GridPos.Y)
		}
		if found {
			shift := top - panels[start].GridPos.Y
			for _, panel := range panels[start:end] {
				panel.GridPos.Y += shift
				shown = append(shown, panel)
			}
			top += height
		}
		start = end
	}
	return shown, top
}
