import{az as o}from"./console-DptCfL96.js";const a=o({count:void 0});export{a as w};
