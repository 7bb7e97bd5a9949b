"""Sections that plans and schemes have, under the names they have them: data for the checklist.

`names` are words of a title that ask for or open such a section; `signs` are words that a passage
of that content uses, whatever its heading says, and `marks` those that hardly any other uses.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """A kind of section; one of its `marks` says as much as two of its `signs`."""

    names: tuple[str, ...]
    signs: tuple[str, ...]
    marks: tuple[str, ...] = ()


def _concept(names: str, signs: str, marks: str = "") -> Concept:
    return Concept(tuple(names.split()), tuple(signs.split()), tuple(marks.split()))


CONCEPTS: tuple[Concept, ...] = (
    _concept(
        "规划范围 规划的范围 方案范围 适用范围 评价范围",
        "规划范围 面积为 适用于",
        "行政辖区 行政区域",
    ),
    _concept(
        "时限 期限 规划期 适用年限 规划年限 方案年限 服务期",
        "展望 近期 中期 远期 有效期",
        "基期 基准年 目标年 规划期 适用年限",
    ),
    _concept("地理位置 位置 交通位置 区位", "位于 隶属 千米 公路 里程", "坐标 东经 北纬"),
    _concept(
        "自然 自然环境 自然地理 自然概况 自然条件 自然状况",
        "气候 地形 水文 水系 土壤 植被 风速",
        "降水 气温 海拔 地貌",
    ),
    _concept(
        "社会经济 社会概况 经济概况 社会环境",
        "人口 收入 产值 务工 农业 教育 交通运输 居民",
        "人均 生产总值 常住人口",
    ),
    _concept(
        "环境质量 水土环境 环境现状",
        "环境空气 地表水 地下水 声环境 采样 检测 标准",
        "超标 筛选值 监测值 水样",
    ),
    _concept("土地利用 土地现状", "林地 耕地 园地 草地 地类 权属 公顷 土地利用"),
    _concept("水土流失", "流失面积 面蚀 沟蚀 水土流失量", "侵蚀模数 侵蚀强度"),
    _concept("大气污染 大气环境", "粉尘 扬尘 废气 颗粒物 锅炉 大气"),
    _concept("水体污染 水污染 水环境影响", "废水 污水 排放 矿坑水 生产污水 淋溶 地表水 地下水"),
    _concept("固体废物 固体废弃物 固废", "废石 矸石 尾矿 剥离 固体废物 浸出 灰渣 堆存"),
    _concept("噪声 振动", "噪声 振动 分贝 爆破"),
    _concept("功能区划 生态区划", "功能区 功能区划", "生产区 管理区 生活区"),
    _concept("修复分区 治理分区 复垦分区", "分区 单元 修复单元 治理区"),
    _concept("目标 修复目标 规划目标 治理目标", "目标 达到 以上 近期 远期 指标 覆盖率"),
    _concept(
        "投资估算 经费估算 投资概算 经费概算 资金估算 费用估算 估算",
        "其他费用 估算 概算",
        "总投资 静态投资 工程施工费 预备费",
    ),
    _concept("效益分析 效益", "生态效益 社会效益 经济效益 环境效益 效益分析"),
    _concept("保障措施 保障", "技术保障 监督 专户 组织领导", "领导小组 专款专用 组织保障 资金保障"),
    _concept("公众参与 公众意见", "征求意见 公众 听取", "座谈 问卷 公示 村民代表"),
    _concept("进度安排 实施计划 工作计划 进度", "季度 年度 阶段 年实施 完成 进度"),
    _concept("监测", "监测点 监测频率 监测一次 样方 监测"),
    _concept("管护 养护", "管护期 养护 成活率 补植 抚育"),
    _concept("水土保持", "排水沟 挡水墙 拦挡", "截排水沟 截水沟 沉砂池 挡土墙"),
    _concept(
        "生态恢复 生态修复工程 植被重建 恢复与重建 工程设计 工程措施 修复措施 治理措施",
        "覆土 栽植 植被 复垦 边坡 放坡 表土 乡土 乔灌草",
    ),
    _concept("污染防治 污染控制", "废水处理 污染防治 达标排放", "除尘 抑尘 污水处理 降噪"),
    _concept("人文景观 景观", "观光 旅游 景观 公园 游览"),
    _concept("生态产业 产业", "经济林 经济作物 苗圃 花卉 人工湿地 建材 餐饮 果园"),
    _concept("效果分析 预期效果 效果", "效果图 预期效果 治理效果 新增耕地 绿化面积 预计"),
    _concept("建设模式 修复模式 重建模式 模式", "农林利用 蓄水利用 综合利用型 生态旅游 模式"),
    _concept("编制依据 规划依据 任务来源 前言", "委托 依据 编制 法律法规 标准"),
    _concept("组织机构 组织领导 组织管理", "领导小组 组长 负责 牵头"),
)


def concepts_of(title: str) -> tuple[Concept, ...]:
    """The kinds of section that a title asks for, by its longest matching names; () for none."""
    hits = [
        (max(len(n) for n in c.names if n in title), c)
        for c in CONCEPTS
        if any(n in title for n in c.names)
    ]
    longest = max((size for size, _ in hits), default=0)
    return tuple(c for size, c in hits if size == longest)
