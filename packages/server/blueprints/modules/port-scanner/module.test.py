import socket
import unittest

from PACKAGE.port_scanner import is_port_open, scan_ports


class OpenPortTest(unittest.TestCase):
    def test_a_port_at_which_something_listens_is_open(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = int(server.getsockname()[1])
            found = scan_ports("127.0.0.1", str(port), timeout_ms=20000)
            self.assertEqual([one["port"] for one in found], [port])
            self.assertTrue(is_port_open("127.0.0.1", port, timeout_ms=20000))


if __name__ == "__main__":
    unittest.main()
