"""A server of lines: `server.py plain|tls CERTIFICATE KEY`. ../conversation.ts is the same in TypeScript."""

import asyncio
import ssl
import sys


async def main(mode: str, certificate: str, key: str) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async for line in reader:
            command, *rest = line.split()
            if command == b"QUIT":
                break
            if command == b"SEND":
                left = int(rest[0])
                while left > 0:
                    data = await reader.read(left)
                    left -= len(data)
                    writer.write(data)
                    await writer.drain()
            elif command == b"STARTTLS":
                writer.write(b"GO\n")
                await writer.start_tls(context)
            else:
                writer.write(line)
            await writer.drain()
        writer.write(b"bye\n")
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context if mode == "tls" else None)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
