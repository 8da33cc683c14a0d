"""A web server on the loopback that answers as a service did.

    server.py FOLDER STATUS DELAY PATH=FILE…

Prints its port, and then a line of JSON for each request: its path, headers and body. Answers with the file of the path's
beginning, with STATUS, after DELAY seconds; a path without a file is not found.
"""

import http.server
import json
import sys
import time
from pathlib import Path

FOLDER, STATUS, DELAY = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
FILES = dict(argument.split("=") for argument in sys.argv[4:])


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        print(json.dumps({"path": self.path, "headers": dict(self.headers), "body": body}), flush=True)
        time.sleep(DELAY)
        file = next((file for path, file in FILES.items() if self.path.startswith(path)), None)
        content = (FOLDER / file).read_bytes() if file else b""
        self.send_response(STATUS if file else 404)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
