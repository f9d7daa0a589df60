package main

import (
	"os"
	"path/filepath"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// A kind with its scripts, in Argo CD's layout of resource_customizations.
type kind struct {
	name      string
	health    string
	discovery string
	actions   []action
}

type action struct {
	name   string
	script string
}

func (k kind) path(parts ...string) string {
	return filepath.Join(append([]string{customizations, k.name}, parts...)...)
}

func (k kind) action(name string) string {
	for _, action := range k.actions {
		if action.name == name {
			return action.script
		}
	}
	return ""
}

func readKinds() ([]kind, error) {
	directories, err := os.ReadDir(customizations)
	if err != nil {
		return nil, err
	}
	var kinds []kind
	for _, directory := range directories {
		kind, err := readKind(directory.Name())
		if err != nil {
			return nil, err
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

func readKind(name string) (kind, error) {
	read := kind{name: name}
	health, err := os.ReadFile(read.path("health.lua"))
	if err != nil {
		return read, err
	}
	discovery, err := os.ReadFile(read.path("actions", "discovery.lua"))
	if err != nil {
		return read, err
	}
	read.health, read.discovery = string(health), string(discovery)
	scripts, err := filepath.Glob(read.path("actions", "*", "action.lua"))
	if err != nil {
		return read, err
	}
	for _, path := range scripts {
		script, err := os.ReadFile(path)
		if err != nil {
			return read, err
		}
		read.actions = append(read.actions, action{filepath.Base(filepath.Dir(path)), string(script)})
	}
	return read, nil
}

func readYaml(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return yaml.UnmarshalStrict(text, into)
}

// Numbers are those that a client of the API server has.
func readObject(path string) (*unstructured.Unstructured, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	json, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		return nil, err
	}
	object := &unstructured.Unstructured{}
	return object, object.UnmarshalJSON(json)
}
