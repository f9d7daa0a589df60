// One binary for every Kubernetes component of the local cluster: the name it is called by (a symbolic link) or its
// first argument picks the component. One link step and one file of shared code instead of six.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	kubectlutil "k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

func main() {
	name := filepath.Base(os.Args[0])
	if component(name) == nil && len(os.Args) > 1 {
		os.Args = os.Args[1:]
		name = os.Args[0]
	}
	build := component(name)
	if build == nil {
		fmt.Fprintln(os.Stderr, "call as, or with: kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl")
		os.Exit(2)
	}
	command := build()
	if name == "kubectl" {
		if err := cli.RunNoErrOutput(command); err != nil {
			kubectlutil.CheckErr(err)
		}
		return
	}
	os.Exit(cli.Run(command))
}

func component(name string) func() *cobra.Command {
	switch name {
	case "kube-apiserver":
		return func() *cobra.Command { return apiserver.NewAPIServerCommand() }
	case "kube-controller-manager":
		return func() *cobra.Command { return controllermanager.NewControllerManagerCommand() }
	case "kube-scheduler":
		return func() *cobra.Command { return scheduler.NewSchedulerCommand() }
	case "kube-proxy":
		return func() *cobra.Command { return proxy.NewProxyCommand() }
	case "kubelet":
		return func() *cobra.Command { return kubelet.NewKubeletCommand(context.Background()) }
	case "kubectl":
		return func() *cobra.Command { return kubectl.NewDefaultKubectlCommand() }
	}
	return nil
}
