/**
 * A real kube-apiserver and etcd under the shipped roles, and what tests see in it: children, statuses, writes. Called by
 * tests of the layers apiserver and connect; starts no operator and no worker.
 */
package dev.kafkaconnect.e2e.support.apiserver;
