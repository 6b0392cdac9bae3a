import { coveringCombinations } from "./combinations";
import { testInstalled } from "./installed";

testInstalled(coveringCombinations);
