package dev.kafkaconnect.e2e.support.workers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The DNS of a Kubernetes cluster for this process: names of pods and Services that lead to addresses of this machine. */
public final class WorkerNames extends InetAddressResolverProvider {
    private static final Map<String, String> ADDRESSES = new ConcurrentHashMap<>();

    public static void add(String host, String address) {
        ADDRESSES.put(host, address);
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver others = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                String address = ADDRESSES.get(host);
                return address == null
                        ? others.lookupByName(host, policy)
                        : Stream.of(InetAddress.getByAddress(
                                host, InetAddress.getByName(address).getAddress()));
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return others.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "names of workers";
    }
}
