// Write the reference of every export, from its doc comments, to build/reference. An export without one, or a link to
// nothing, is an error. Run by `npm run reference` in the project's folder.
import { rmSync } from "node:fs";
import { Application, OptionDefaults, ReflectionKind } from "typedoc";

const app = await Application.bootstrapWithPlugins({ options: "typedoc.json" });
// What knip reads, and nobody else.
app.options.setValue("blockTags", [...OptionDefaults.blockTags, "@alias"]);
app.options.setValue("excludeTags", ["@alias"]);
const project = await app.convert();
if (project !== undefined) {
  app.validate(project);
  // typedoc's own check takes in methods, of which many say all by their name, and types that are not exported.
  for (const module of project.children ?? []) {
    module.name = module.name === "index" ? "timeloom" : `timeloom/${module.name}`;
    for (const exported of module.children ?? []) {
      const { signatures = [] } = exported;
      if (exported.kindOf(ReflectionKind.Module) || exported.kindOf(ReflectionKind.Reference)) continue;
      if ([exported, ...signatures].some((each) => each.hasComment())) continue;
      app.logger.warn(`${exported.getFriendlyFullName()} has no doc comment`);
    }
  }
  rmSync("../../build/reference", { recursive: true, force: true });
  await app.generateOutputs(project);
}
if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;
