/** Takes about twenty minutes, and so is not among the files that `npm test` runs: `npm run test:installed`. */
import { allCombinations } from "./combinations";
import { testInstalled } from "./installed";

testInstalled(allCombinations);
