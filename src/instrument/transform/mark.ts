/** What `Function.prototype.toString()` shows of code that tells what it touches. */
export const mark = "/*@timeloom*/";
