import{az as o}from"./console-CxNp9pIN.js";const a=o({count:void 0});export{a as w};
