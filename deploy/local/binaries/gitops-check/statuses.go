package main

import (
	"os"
	"path/filepath"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
	"sigs.k8s.io/yaml"
)

const statuses = "deploy/argocd/statuses.yaml"

// Where the operator's unit tests have the statuses that it writes, and the objects that these belong to.
var golden = map[string]struct{ directory, object, definition string }{
	"ConnectCluster": {"operator/src/test/resources/golden/cluster-status", "cluster.yaml", "crds/connectclusters.yaml"},
	"Connector":      {"operator/src/test/resources/golden/connector-status", "connector.yaml", "crds/connectors.yaml"},
}

// Puts each of these statuses on its object. The table has a row for each, and no other.
func checkStatuses(kind kind, found *findings) {
	var table map[string]map[string]status.Status
	found.failed(statuses, readYaml(statuses, &table))
	place := golden[kind.name]
	cases, err := os.ReadDir(place.directory)
	found.failed(place.directory, err)
	for _, entry := range cases {
		path := filepath.Join(place.directory, entry.Name())
		object, err := readWritten(path, place.object)
		if err != nil {
			found.failed(path, err)
			continue
		}
		expected := table[kind.name][entry.Name()]
		found.check(expected != "", "%s has no row %s for %s", statuses, entry.Name(), kind.name)
		computed := checkAgreement(kind, path, object, found)
		found.check(computed == expected, "%s: kstatus says %s, not %s", path, computed, expected)
		checkVariants(kind, path, object, found)
		delete(table[kind.name], entry.Name())
	}
	found.check(len(cases) > 0 && len(table[kind.name]) == 0, "%s has rows for %s that are not in %s: %v",
		statuses, kind.name, place.directory, table[kind.name])
	checkNew(kind, place.definition, filepath.Join(place.directory, cases[0].Name(), place.object), found)
}

func readWritten(directory, file string) (*unstructured.Unstructured, error) {
	object, err := readObject(filepath.Join(directory, file))
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(directory, "status.yaml"))
	if err != nil {
		return nil, err
	}
	written, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		return nil, err
	}
	var status map[string]any
	if err := json.Unmarshal(written, &status); err != nil {
		return nil, err
	}
	object.Object["status"] = status
	return object, nil
}

// Whatever the status says, it is that of an earlier generation after a change, and does not count after a deletion.
func checkVariants(kind kind, path string, object *unstructured.Unstructured, found *findings) {
	changed := object.DeepCopy()
	changed.SetGeneration(object.GetGeneration() + 1)
	computed := checkAgreement(kind, path+", changed", changed, found)
	found.check(computed == status.InProgressStatus, "%s, changed: kstatus says %s", path, computed)
	deleted := object.DeepCopy()
	_ = unstructured.SetNestedField(deleted.Object, "2026-01-31T12:30:00Z", "metadata", "deletionTimestamp")
	computed = checkAgreement(kind, path+", deleted", deleted, found)
	found.check(computed == status.TerminatingStatus, "%s, deleted: kstatus says %s", path, computed)
}

// A new object, with the status that the definition gives it, if it does.
func checkNew(kind kind, definition, path string, found *findings) {
	object, err := readObject(path)
	found.failed(path, err)
	crd, err := readObject(definition)
	found.failed(definition, err)
	versions, _, err := unstructured.NestedSlice(crd.Object, "spec", "versions")
	found.failed(definition, err)
	for _, version := range versions {
		given, _, err := unstructured.NestedMap(version.(map[string]any), "schema", "openAPIV3Schema", "properties", "status", "default")
		found.failed(definition, err)
		if given != nil {
			object.Object["status"] = given
			computed := checkAgreement(kind, "a new "+kind.name, object, found)
			found.check(computed == status.InProgressStatus, "a new %s: kstatus says %s", kind.name, computed)
		}
	}
}
