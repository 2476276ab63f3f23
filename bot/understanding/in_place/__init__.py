"""What words mean where they stand: mentions in, mentions out, one small rule after the other.

settling: the rules in their order
makers: 做乙的 is the trade itself
setting_right: 不是甲是乙, 甲哦不对是乙
neighbours: what a word means beside the next one
tenths: 六成五
bounds: 比5亿多, 高于5亿还是低于5亿
tags: 最高那个镇, 甲是乙不是
asking_tone: a statement that a mark or a tone makes a question
appositions: 甲镇这个专业镇
"""
