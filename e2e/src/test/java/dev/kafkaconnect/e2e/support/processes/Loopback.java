package dev.kafkaconnect.e2e.support.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Addresses of this machine that nobody else can reach. */
public final class Loopback {

    private Loopback() {}

    public static int freePort(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Different ones: all are taken before the first is given back. */
    public static List<Integer> freePorts(String address, int count) {
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                taken.add(new ServerSocket(0, 1, InetAddress.getByName(address)));
            }
            List<Integer> ports = taken.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : taken) {
                socket.close();
            }
            return ports;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Addresses where nobody listens on the port, from a network of this process alone: others may look at the same time. */
    public static String addressWithFree(int port, int index) {
        long pid = ProcessHandle.current().pid();
        String network = "127.%d.%d.".formatted(1 + pid / 250 % 250, pid % 250);
        return IntStream.range(1, 250)
                .mapToObj(last -> network + last)
                .filter(address -> isFree(address, port))
                .skip(index)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("port " + port + " is taken on every loopback address"));
    }

    private static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
