# The front door. `make help` lists what there is.
SHELL := bash
.DEFAULT_GOAL := help

.PHONY: help demo test bench check images push release cluster kubeconfig down clean

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Brings up a real Kubernetes and Kafka and shows connectors at work (CONTEXT=... LOAD=... uses your own cluster)
	@deploy/local/demo

test: ## Passes all tests, those on a real cluster included
	@deploy/local/test-all

bench: ## Measures speed, memory and counts beside the same work without the operator, in 40 minutes; fails where a count is off
	@deploy/local/bench

check: ## Passes what needs no cluster: no secrets in the tree, shell scripts, words of the documentation, the Helm chart, Kustomize, Argo CD and Flux, alerts and dashboards, formatting, static analysis, unit tests
	@deploy/local/secret-scan
	@deploy/local/secret-scan-test
	@deploy/local/shell-check
	@deploy/local/load-test
	@deploy/local/prose-check
	@deploy/local/chart-check
	@deploy/local/kustomize-check
	@deploy/local/docs-check
	@deploy/local/gitops-check
	@deploy/local/monitoring-check
	@./mvnw -B -ntp verify

images: ## Builds the images of the worker (WORKER_KAFKA=4.4: with Kafka 4.4), the operator, the trial broker and the examples' plug-in
	@./mvnw -q -B -ntp package -DskipTests $(if $(WORKER_KAFKA),-Dworker.kafka=$(WORKER_KAFKA))
	@deploy/local/images build

push: images ## Pushes the images to IMAGE_REGISTRY (VERSION=... tags worker and operator by a version, too)
	@deploy/local/images push "$(IMAGE_REGISTRY)" "$(VERSION)"

release: ## Writes chart, manifests and bills of materials of VERSION to target/release-VERSION, and tags the images (IMAGES=no: does not)
	@deploy/local/release "$(VERSION)"

cluster: ## Brings up the local cluster
	@deploy/local/cluster up

kubeconfig: ## Prints the path of the local cluster's kubeconfig
	@deploy/local/cluster kubeconfig

down: ## Ends the local cluster; leaves nothing running, mounted or in iptables
	@deploy/local/cluster down

clean: ## Removes what Maven has built
	@./mvnw -q -B -ntp clean
