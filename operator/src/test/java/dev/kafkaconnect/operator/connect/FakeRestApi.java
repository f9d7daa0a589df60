package dev.kafkaconnect.operator.connect;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that treats each request as it is told to, well or badly, and remembers what it was asked. */
final class FakeRestApi implements AutoCloseable {
    private final ServerSocket server;
    private final Manners manners;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** What becomes of a connection on which a request has arrived; it is left open when this returns. */
    @FunctionalInterface
    interface Manners {
        void treat(Socket connection) throws IOException;
    }

    record Request(String method, String target, String contentType, String body) {}

    FakeRestApi(Manners manners) {
        this.manners = manners;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    static Manners answer(int status, String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return connection -> {
            connection.getOutputStream().write(head(status, contentType, bytes.length));
            connection.getOutputStream().write(bytes);
        };
    }

    static Manners json(int status, String body) {
        return answer(status, "application/json", body);
    }

    /** An error as the REST API of Kafka Connect words it. */
    static Manners error(int status, String message) {
        return json(status, "{\"error_code\":%d,\"message\":\"%s\"}".formatted(status, message));
    }

    static Manners hang() {
        return connection -> {};
    }

    static Manners hangAfterHalfABody() {
        return connection -> {
            connection.getOutputStream().write(head(200, "application/json", 1000));
            connection.getOutputStream().write("{\"orders\":".getBytes(StandardCharsets.UTF_8));
        };
    }

    static Manners closeAfterHalfABody() {
        return connection -> {
            hangAfterHalfABody().treat(connection);
            connection.close();
        };
    }

    static Manners closeAtOnce() {
        return Socket::close;
    }

    static Manners reset() {
        return connection -> {
            connection.setSoLinger(true, 0);
            connection.close();
        };
    }

    String url() {
        return "http://%s:%d".formatted(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    List<Request> requests() {
        return requests;
    }

    boolean allClientsAreGone() {
        return !requests.isEmpty() && open.isEmpty();
    }

    private static byte[] head(int status, String contentType, int length) {
        return "HTTP/1.1 %d Whatever\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(status, contentType, length)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (!connection.isClosed()) {
                requests.add(request(in));
                manners.treat(connection);
            }
        } catch (IOException gone) {
            open.remove(connection);
        }
    }

    private static Request request(InputStream in) throws IOException {
        String[] first = line(in).split(" ", -1);
        String contentType = "";
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String value = header.substring(header.indexOf(':') + 1).strip();
            switch (header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT)) {
                case "content-type" -> contentType = value;
                case "content-length" -> length = Integer.parseInt(value);
                default -> {}
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Request(first[0], first[1], contentType, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the client has closed the connection");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
