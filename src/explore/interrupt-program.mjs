import { coroutine, gather } from "#index";
import { explore, random, simulate } from "#testing";

// Two searches that end when they are interrupted, then nothing until it is killed. Says "searching" when one has begun.
const ask = simulate(
  coroutine(function* () {
    return 1;
  }),
);
const search = () => {
  let told = false;
  return explore(() => gather(ask(), ask(), ask()), {
    strategy: random(),
    executions: Infinity,
    time: 60,
    onProgress() {
      if (!told) console.log("searching");
      told = true;
    },
  });
};

for (let i = 0; i < 2; i++) {
  const { ended, claim } = await search();
  console.log(ended, claim.kind, process.listenerCount("SIGINT"));
}
setTimeout(() => undefined, 60_000);
