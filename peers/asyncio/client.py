"""Call a server of lines: `client.py PORT plain|tls|starttls CERTIFICATE`. ../conversation.ts is the same in TypeScript."""

import asyncio
import ssl
import sys

MEGABYTE = bytes((i * 2_654_435_761 >> 24) & 255 for i in range(2**20))


async def send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


async def main(port: str, mode: str, certificate: str) -> None:
    context = ssl.create_default_context(cafile=certificate)
    secure = {"ssl": context, "server_hostname": "localhost"} if mode == "tls" else {}
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port), **secure)
    if mode == "starttls":
        writer.write(b"STARTTLS\n")
        assert await reader.readline() == b"GO\n"
        await writer.start_tls(context, server_hostname="localhost")

    writer.write(b"hello\n")
    assert await reader.readline() == b"hello\n"

    writer.write(b"SEND %d\n" % len(MEGABYTE))
    _, back = await asyncio.gather(send(writer, MEGABYTE), reader.readexactly(len(MEGABYTE)))
    assert back == MEGABYTE

    if writer.can_write_eof():
        writer.write_eof()
    else:
        writer.write(b"QUIT\n")
    assert await reader.read() == b"bye\n"
    writer.close()
    await writer.wait_closed()
    print("done")


asyncio.run(main(*sys.argv[1:]))
