import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, resolve, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** Finds the content of a file by its path below the site's root, such as `guides/index.html`. */
export type Files = (path: string) => Buffer | undefined;

/** What each kind of file is, and whether a host compresses it: fonts, pictures and the search index are as small as they get. */
const types: Record<string, { readonly type: string; readonly text: boolean }> = {
  ".html": { type: "text/html; charset=utf-8", text: true },
  ".css": { type: "text/css; charset=utf-8", text: true },
  ".js": { type: "text/javascript; charset=utf-8", text: true },
  ".json": { type: "application/json", text: true },
  ".svg": { type: "image/svg+xml", text: true },
  ".xml": { type: "application/xml", text: true },
  ".md": { type: "text/markdown; charset=utf-8", text: true },
  ".txt": { type: "text/plain; charset=utf-8", text: true },
  ".woff2": { type: "font/woff2", text: false },
  ".png": { type: "image/png", text: false },
};
const unknownType = { type: "application/octet-stream", text: false };

/** The files of a folder. */
export function filesOf(folder: string): Files {
  const root = resolve(folder);
  return (path) => {
    const file = resolve(root, path);
    return file.startsWith(root + sep) && existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined;
  };
}

/** Serves files as a good host does: compressed with Brotli, over connections that stay open. */
export class StaticServer implements AsyncDisposable {
  readonly url: string;
  readonly #server: Server;
  readonly #files: Files;
  readonly #compressed = new Map<string, Buffer>();

  private constructor(server: Server, files: Files) {
    this.#server = server;
    this.#files = files;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  }

  static async start(files: Files): Promise<StaticServer> {
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, "localhost", ready));
    const running = new StaticServer(server, files);
    server.on("request", (request, response) => {
      const path = running.pathOf(new URL(request.url ?? "", running.url).href);
      const body = running.transferred(path);
      if (!body) return void response.writeHead(404).end();
      const { type, text } = typeOf(path);
      response.writeHead(200, {
        "Content-Type": type,
        "Content-Length": body.length,
        "Cache-Control": "no-store",
        ...(text && { "Content-Encoding": "br" }),
      });
      response.end(body);
    });
    return running;
  }

  /**
   * Path of the file that an address of this server leads to.
   *
   * @throws Error when the address is that of another host: it cannot be measured
   */
  pathOf(address: string): string {
    const { href, pathname } = new URL(address, this.url);
    if (!href.startsWith(this.url)) throw new Error(`${address} is on another host`);
    const path = decodeURIComponent(pathname).slice(1);
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  }

  /** Content of a file as it lies in the site; undefined when there is none. */
  content(path: string): Buffer | undefined {
    return this.#files(path);
  }

  /** What goes over the wire for a file; undefined when there is none. */
  transferred(path: string): Buffer | undefined {
    const known = this.#compressed.get(path);
    if (known) return known;
    const content = this.#files(path);
    if (!content) return undefined;
    const body = typeOf(path).text ? compress(content) : content;
    this.#compressed.set(path, body);
    return body;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

/** Compresses a text as far as Brotli goes. */
export function compress(text: string | Buffer): Buffer {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });
}

function typeOf(path: string) {
  return types[extname(path)] ?? unknownType;
}
