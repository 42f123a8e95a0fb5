# 单位
unit-list = 单位共{ $count }个（第{ $page }/{ $pages }页），点按查看：
unit-collective = 统称，成员：{ $members }
unit-member-of = 属于：{ $units }
unit-telephone = 电话：{ $telephone }
unit-aliases = 别名：{ $aliases }
unit-leads = 责任任务：{ $numbers }
unit-supports = 配合任务：{ $numbers }
unit-liaisons = 联络员：{ $people }
unit-how-to = 修改：/units 单位名称 电话 号码；改名 新名称；别名 名称；删除别名 名称；成员 单位；删除成员 单位；合并到 单位。
unit-merge-preview = 将把“{ $unit }”合并到“{ $into }”：任务、报送、联络员和名称都归入后者，不能撤回。
unit-merged = ✅ “{ $unit }”已合并到“{ $into }”，原名称保留为别名。
unit-merge-gone = 这两个单位中有一个已不存在。
unit-bad-telephone = “{ $value }”不是电话号码。
unit-name-taken = “{ $value }”已是{ $unit }的名称。
unit-no-such-alias = { $unit }没有“{ $value }”这个别名。
unit-not-collective = { $unit }不是统称，没有成员。
unit-cannot-be-member = “{ $value }”不能成为{ $unit }的成员：它已是成员，或本身是统称。
unit-no-such-member = “{ $value }”不是{ $unit }的成员。
unit-cannot-merge = “{ $unit }”和“{ $into }”不能合并：二者相同，或有一个是统称。
unit-both-answered = “{ $unit }”和“{ $into }”对同一事项都已报送，不能合并。

# 操作记录
audit-heading = 操作记录（第{ $page }/{ $pages }页）
audit-empty = 还没有操作记录。
audit-nobody = 系统
