/** Takes about half an hour, so `npm test` does not run it: `npm run test:installed`. */
import { allCombinations } from "./combinations";
import { testInstalled } from "./installed";

testInstalled(allCombinations);
