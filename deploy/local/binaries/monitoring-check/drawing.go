package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"strings"
)

var palette = []string{"#3274d9", "#56a64b", "#e02f44", "#f2a33a", "#8f3bb8", "#1f9e9e", "#b5651d", "#6e7781"}

var colors = map[string]string{"green": "#299c46", "yellow": "#c69026", "orange": "#e0752d", "red": "#d44a3a", "blue": "#3274d9"}

func drawStat(c *canvas, panel panel, only series, width, height float64) {
	text := formatted(only.last(), panel.FieldConfig.Defaults.Unit)
	if panel.Options.TextMode == "name" {
		text = only.Legend
	}
	for _, mapping := range panel.FieldConfig.Defaults.Mappings {
		if mapped, there := mapping.Options[fmt.Sprint(only.last())]; there {
			text = mapped.Text
		}
	}
	color := "#1f2328"
	for _, step := range panel.FieldConfig.Defaults.Thresholds.Steps {
		if step.Value == nil || only.last() >= *step.Value {
			color = colors[step.Color]
		}
	}
	c.text(width/2, height/2+20, 28, color, "middle", text)
}

func drawTable(c *canvas, panel panel, rows []series, width float64) {
	names := slices.Sorted(maps.Keys(rows[0].Labels))
	each := (width - 16) / float64(len(names)+1)
	cell := func(row, index int, color, text string) {
		if limit := int(each / 6.2); len([]rune(text)) > limit {
			text = string([]rune(text)[:max(1, limit-1)]) + "…"
		}
		c.text(8+float64(index)*each, 40+float64(row)*19, 11, color, "start", text)
	}
	for index, name := range append(names, "value") {
		cell(0, index, "#6e7781", name)
	}
	for row, series := range rows[:min(len(rows), 6)] {
		for index, name := range names {
			cell(row+1, index, "#1f2328", series.Labels[name])
		}
		cell(row+1, len(names), "#1f2328", formatted(series.last(), panel.FieldConfig.Defaults.Unit))
	}
}

func drawGraph(c *canvas, panel panel, lines []series, width, height float64) {
	left, right, top, bottom := 62.0, width-10, 28.0, height-44
	first, last, highest := math.Inf(1), math.Inf(-1), 0.0
	for _, line := range lines {
		for _, point := range line.Values {
			first, last, highest = min(first, point[0]), max(last, point[0]), max(highest, point[1])
		}
	}
	if highest == 0 {
		highest = 1
	}
	highest *= 1.1
	for i := range 4 {
		value := highest * float64(i) / 3
		y := bottom - (bottom-top)*float64(i)/3
		c.add(`<path d="M%.0f %.1fH%.0f" stroke="#e7e9eb"/>`, left, y, right)
		c.text(left-5, y+4, 10, "#6e7781", "end", formatted(value, panel.FieldConfig.Defaults.Unit))
	}
	sort.SliceStable(lines, func(a, b int) bool { return lines[a].Legend < lines[b].Legend })
	legend := left
	for index, line := range lines {
		color := palette[index%len(palette)]
		var points strings.Builder
		for _, point := range line.Values {
			fmt.Fprintf(&points, "%.0f,%.1f ", left+(right-left)*(point[0]-first)/max(1, last-first), bottom-(bottom-top)*point[1]/highest)
		}
		c.add(`<polyline points="%s" fill="none" stroke="%s" stroke-width="1.5"/>`, strings.TrimSpace(points.String()), color)
		size := float64(len([]rune(line.Legend)))*6.2 + 26
		if legend+size > width && legend > left {
			continue
		}
		c.add(`<rect x="%.0f" y="%.0f" width="10" height="3" fill="%s"/>`, legend, height-20, color)
		c.text(legend+14, height-15, 10, "#1f2328", "start", line.Legend)
		legend += size
	}
}

// A value as Grafana shows it, roughly.
func formatted(value float64, unit string) string {
	switch unit {
	case "s":
		switch {
		case value != 0 && math.Abs(value) < 1:
			return short(value*1000) + " ms"
		case value > 2*86400:
			return short(value/86400) + " d"
		}
		return short(value) + " s"
	case "bytes", "Bps":
		suffix := map[string]string{"bytes": "", "Bps": "/s"}[unit]
		for _, step := range []string{"B", "KiB", "MiB", "GiB"} {
			if value < 1024 || step == "GiB" {
				return short(value) + " " + step + suffix
			}
			value /= 1024
		}
	case "percentunit":
		return short(value*100) + " %"
	case "ms":
		return short(value) + " ms"
	case "ops", "reqps":
		return short(value) + "/s"
	}
	return short(value)
}

// With three digits.
func short(value float64) string {
	switch {
	case value == math.Trunc(value) || math.Abs(value) >= 100:
		return fmt.Sprintf("%.0f", value)
	case math.Abs(value) >= 10:
		return fmt.Sprintf("%.1f", value)
	}
	return fmt.Sprintf("%.2g", value)
}
