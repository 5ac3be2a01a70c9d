import { functionOf, objectWith, requireKind } from "../core/arguments/kind.ts";

/** @param name - The class that the protocols extend. @throws {TypeError} If `protocolFactory` is no function. */
export function requireFactory(protocolFactory: unknown, name: string): void {
  requireKind("protocolFactory", protocolFactory, functionOf(hintFor(name)));
}

/** What `protocolFactory` makes. @throws {TypeError} If it is no protocol. */
export function protocolOf<P extends object>(protocolFactory: () => P, name: string): P {
  const protocol: unknown = protocolFactory();
  requireKind("what protocolFactory returns", protocol, objectWith(`a ${name}`, methods, hintFor(name)));
  return protocol as P;
}

/** What every protocol is told. */
const methods = ["connectionMade", "connectionLost"];

function hintFor(name: string): string {
  return `() => new MyProtocol(): a class that extends ${name}`;
}
