declare module "redis-parser" {
  export default class RedisParser {
    constructor(options: { returnReply(reply: readonly string[]): void; returnError(error: Error): void });
    execute(bytes: Uint8Array): void;
  }
}
