/** The step that the page's address names, `#step=12`, and its run, `#step=12&run=2`: both count from 1. */
export function address(): { readonly run: number; readonly step: number } | undefined {
  const asked = new URLSearchParams(location.hash.slice(1));
  const [step, run] = [Number(asked.get("step")), Number(asked.get("run") ?? "1")];
  return Number.isInteger(step) && Number.isInteger(run) && step > 0 && run > 0
    ? { run: run - 1, step: step - 1 }
    : undefined;
}

/** Let the page's address name a step, so that it can be sent to somebody. */
export function setAddress(run: number, step: number): void {
  history.replaceState(null, "", `#step=${step + 1}${run === 0 ? "" : `&run=${run + 1}`}`);
}
