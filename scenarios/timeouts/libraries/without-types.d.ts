// What the trials use of libraries that come without types.

declare module "pg" {
  export class Client {
    constructor(settings: object);
    connect(): Promise<void>;
    query(text: string): Promise<{ readonly rows: readonly { readonly answer: string }[] }>;
    end(): Promise<void>;
  }
}

declare module "ws" {
  import type { EventEmitter } from "node:events";
  import type { Server } from "node:http";

  export class WebSocket extends EventEmitter {
    constructor(url: string, settings: { readonly handshakeTimeout: number });
    send(data: string): void;
    terminate(): void;
  }

  export class WebSocketServer extends EventEmitter {
    constructor(settings: { readonly server: Server });
    on(event: "connection", listener: (socket: WebSocket) => void): this;
  }
}
