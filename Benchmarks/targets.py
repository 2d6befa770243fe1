"""What is probed: one nginx on loopback, and the certificate that it shows."""
import os
import socket
import subprocess
import urllib.request

from processes import Process, wait_until

ECHO_MODULE = "/usr/lib/nginx/modules/ngx_http_echo_module.so"

CONFIGURATION = """
load_module {module};
daemon off;
master_process on;
worker_processes 1;
worker_rlimit_nofile 16384;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 8192; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  ssl_certificate {folder}/server.pem;
  ssl_certificate_key {folder}/server.key;
  ssl_protocols TLSv1.3;
  ssl_session_cache off;
  ssl_session_tickets off;
  server {{
    listen 127.0.0.1:{plain} backlog=4096;
    listen 127.0.0.1:{secure} ssl backlog=4096;
    location = / {{ return 200 "ok\\n"; }}
    location = /slow {{ echo_sleep 0.1; echo ok; }}
    location = /http {{ echo_sleep {http}; echo ok; }}
    location = /https {{ echo_sleep {https}; echo ok; }}
  }}
  server {{
    listen 127.0.0.1:{counts};
    location = / {{ stub_status; }}
  }}
}}
"""


def free_ports(count):
    """Ports of 127.0.0.1 on which nobody listens."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def make_certificates(folder):
    """An authority and a certificate of 127.0.0.1, ECDSA P-256; gives the authority's path."""

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    key = ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out"]
    openssl(*key, "ca.key")
    openssl(*key, "server.key")
    openssl("req", "-new", "-x509", "-key", "ca.key", "-out", "ca.pem", "-days", "2",
            "-subj", "/CN=constat benchmark authority")
    openssl("req", "-new", "-key", "server.key", "-out", "server.csr", "-subj", "/CN=127.0.0.1")
    with open(os.path.join(folder, "extensions"), "w") as file:
        file.write("subjectAltName=IP:127.0.0.1,DNS:localhost\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-out", "server.pem", "-days", "2", "-extfile", "extensions")
    return os.path.join(folder, "ca.pem")


class Target:
    """An nginx that answers in HTTP and HTTPS, at once or after `delays` in seconds, and counts."""

    def __init__(self, work, delays):
        self.folder = os.path.join(work, "nginx")
        self.questions = 0
        os.mkdir(self.folder)
        # The worker of an nginx that root started is another user.
        os.chmod(work, 0o755)
        os.chmod(self.folder, 0o755)
        self.authority = make_certificates(self.folder)
        self.plain, self.secure, self.counts = free_ports(3)
        path = os.path.join(self.folder, "nginx.conf")
        with open(path, "w") as file:
            file.write(CONFIGURATION.format(
                folder=self.folder, module=ECHO_MODULE, **delays,
                plain=self.plain, secure=self.secure, counts=self.counts))
        self.process = Process(
            ["nginx", "-p", self.folder, "-c", path], os.path.join(work, "nginx.log"))

    def __enter__(self):
        wait_until(self.is_up, 10, "nginx", self.process)
        return self

    def __exit__(self, *_):
        self.process.stop()

    def is_up(self):
        """Whether it answers."""
        try:
            return self.accepted() >= 0
        except OSError:
            # A question that nobody took is none of those that are counted.
            self.questions = 0
            return False

    def status(self):
        """The three counters and the connections of this moment, as stub_status writes them."""
        self.questions += 1
        with urllib.request.urlopen(f"http://127.0.0.1:{self.counts}/", timeout=5) as response:
            return response.read().decode().split()

    def accepted(self):
        """Connections accepted since the start, one for each probe; our questions do not count."""
        return int(self.status()[7]) - self.questions

    def waiting(self):
        """Connections open now, without the one that asks."""
        return int(self.status()[2]) - 1

    def url(self, protocol, delayed=False):
        """The address to probe."""
        path = protocol if delayed else ""
        if protocol == "https":
            return f"https://127.0.0.1:{self.secure}/{path}"
        return f"http://127.0.0.1:{self.plain}/{path}"
