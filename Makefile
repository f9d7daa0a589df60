# The front door. `make help` lists what there is.
SHELL := bash
.DEFAULT_GOAL := help

.PHONY: help demo test check images push cluster kubeconfig down clean

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Brings up a real Kubernetes and Kafka and shows connectors at work (CONTEXT=... uses your own cluster)
	@deploy/local/demo

test: ## Passes all tests, those on a real cluster included
	@deploy/local/test-all

check: ## Passes what needs no cluster: formatting, static analysis, unit tests
	@./mvnw -B -ntp verify

images: ## Builds the images of the worker, the operator and the trial broker
	@./mvnw -q -B -ntp package -DskipTests
	@deploy/local/images build

push: images ## Pushes the images to IMAGE_REGISTRY
	@deploy/local/images push "$(IMAGE_REGISTRY)"

cluster: ## Brings up the local cluster
	@deploy/local/cluster up

kubeconfig: ## Prints the path of the local cluster's kubeconfig
	@deploy/local/cluster kubeconfig

down: ## Ends the local cluster; leaves nothing running, mounted or in iptables
	@deploy/local/cluster down

clean: ## Removes what Maven has built
	@./mvnw -q -B -ntp clean
